"""Breaks the history in every way we can think of, and counts what is lost: nothing may be."""
