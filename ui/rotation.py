"""Which page is shown when: a playlist in turn, and the first page as long as something holds it."""

from math import inf

HOME = "now"


class Rotation:
    """A playlist of pages, each shown for some seconds; time is handed in as a count of seconds.

    `home` is the page Now where the playlist has it, else its first one.
    """

    def __init__(self, playlist: tuple[str, ...], seconds: float) -> None:
        self._playlist, self._seconds = playlist, seconds
        self.home = HOME if HOME in playlist else playlist[0]
        self._place, self._since = 0, -inf
        self._gave_way = False

    def page(self, awake: float, *, hold: bool) -> str:
        """The page to be shown now; at home while something holds it, and from there on when nothing does any more."""
        if hold and self._playlist[self._place] != self.home:
            self._place = self._playlist.index(self.home)
        if hold or self._since == -inf:
            self._gave_way, self._since = self._gave_way and not hold, awake
        elif awake - self._since >= self._seconds:
            self._place = (self._place + 1) % len(self._playlist)
            self._gave_way, self._since = False, awake
        return self.home if self._gave_way else self._playlist[self._place]

    def give_way(self, awake: float) -> None:
        """Home stands in for the page whose turn it is; the next one comes in its time."""
        self._gave_way, self._since = True, awake
