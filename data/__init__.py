"""The outside: inbox backends, the demo inbox, files and secrets. Knows no Qt."""
