"""The pixels: wall, pages, panels, words and themes. Knows no HTTP and no database."""
