"""The walls: windows on screens, their pages in turn, their light, kept awake."""
