"""Measures of the program itself: the history, the ledger, the ear."""
