"""What leaves the program as files: the day and the month, as tables and as an archive."""
