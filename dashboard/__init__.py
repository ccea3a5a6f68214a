"""The domain: what the wall shows, and why. Knows no Qt, no HTTP, no file and no clock."""
