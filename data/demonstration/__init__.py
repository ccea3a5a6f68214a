"""What a demonstration shows: the inbox that it runs, and the past that its scenario would have had."""
