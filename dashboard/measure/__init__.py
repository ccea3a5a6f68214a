"""Every number of the wall: its definition, and the one function that makes it."""
