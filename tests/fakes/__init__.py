"""Stand-ins for the outside: as small as the interfaces they play, and with every fault on demand."""
