"""What customers say: how it is meant, and whether we answered the feeling."""
