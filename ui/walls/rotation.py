"""Which page is shown when: a playlist in turn, the first page as long as something holds it, or as a hand says."""

from collections.abc import Callable
from math import inf

HOME = "now"
PAUSE_SECONDS = 3600.0  # a wall that somebody left paused goes on by itself


class Rotation:
    """A playlist of pages, each shown for some seconds; time is handed in as a count of seconds.

    `home` is the page Now where the playlist has it, else its first one; or a page of another playlist that stands in
    for those of this one.
    """

    def __init__(
        self, playlist: tuple[str, ...], seconds: Callable[[str], float], home: str | None = None
    ) -> None:
        self._playlist, self._seconds = playlist, seconds
        self.home = home or (HOME if HOME in playlist else playlist[0])
        self._place, self._since = 0, -inf
        self._gave_way = False
        self._paused_until = self._by_hand_until = -inf

    def page(self, awake: float, *, hold: bool) -> str:
        """The page to be shown now; at home while something holds it, and from there on when nothing does any more."""
        hold = hold and not self.by_hand(awake)
        if hold and self._playlist[self._place] != self.home:
            self._place = self._playlist.index(self.home)
        if hold or self._since == -inf:
            self._gave_way, self._since = self._gave_way and not hold, awake
        elif awake - self._since >= self._seconds(self._playlist[self._place]) and not self.paused(awake):
            self._go(1, awake)
        return self.home if self._gave_way else self._playlist[self._place]

    def start(self) -> None:
        """Begin anew with the first page, whenever it is asked for next."""
        self._place, self._since, self._gave_way = 0, -inf, False

    def give_way(self, awake: float) -> None:
        """Home stands in for the page whose turn it is; the next one comes in its time."""
        self._gave_way, self._since = True, awake

    # ── By hand ──────────────────────────────────────────────────────────────────────────────────────

    def step(self, awake: float, pages: int) -> None:
        """Go so many pages on, or back; for one turn nothing holds the page that then is shown."""
        self._go(pages, awake)
        self._by_hand_until = awake + self._seconds(self._playlist[self._place])

    def by_hand(self, awake: float) -> bool:
        """Whether somebody has just gone to the page that is shown."""
        return awake < self._by_hand_until

    def pause(self, awake: float) -> None:
        """Stay on the page, or go on; at the longest for an hour."""
        self._paused_until = -inf if self.paused(awake) else awake + PAUSE_SECONDS

    def paused(self, awake: float) -> bool:
        """Whether somebody said to stay."""
        return awake < self._paused_until

    def _go(self, pages: int, awake: float) -> None:
        self._place = (self._place + pages) % len(self._playlist)
        self._gave_way, self._since = False, awake
