"""What comes in: the feed as a child process, the last picture on disk, what of a Snapshot may be shown, the past."""
