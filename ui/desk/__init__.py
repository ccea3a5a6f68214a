"""The desk: the team lead's window."""
