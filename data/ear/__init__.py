"""The ear: as it is shipped, how it is learned, how often it is right."""
