"""The pixels, tested by what they say."""
