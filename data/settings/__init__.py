"""The settings: their file, their secrets, where they lead, and whether all that they name is there."""
