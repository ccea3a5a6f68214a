"""What is said: the languages, numbers and instants as people say them, every sentence of the wall."""
