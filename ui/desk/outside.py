"""What the desk needs of the world beside the feed's lines."""

from collections.abc import Callable
from datetime import UTC, datetime

from msgspec import Struct

from dashboard.asking import Question
from dashboard.ports import Drawer, Kept
from dashboard.screens import Screen
from dashboard.voice.values import Wish
from ui.desk.around import Shelf
from ui.desk.conversations import Open, open_address
from ui.incoming.awake import seconds_awake

Send = Callable[[Wish | Question], bool]


class Outside(Struct, frozen=True, kw_only=True):
    """What the desk needs of the world beside the feed's lines.

    `template` is the address of a conversation in the inbox with "{id}" in it, "" where there is none; `shifts` are
    the names of the settings' shifts; `by` is who sits here; `kept` is the past, where one is kept; `screens` are
    those of the walls; `shelf` is where the settings are, None where they can't be changed from here; `clock` is the
    time of day, `awake` counts seconds.
    """

    send: Send
    drawer: Drawer | None = None
    kept: Kept | None = None
    screens: tuple[Screen, ...] = (Screen(),)
    template: str = ""
    shifts: tuple[str, ...] = ()
    by: str = ""
    shelf: Shelf | None = None
    theme: str = ""
    usual_theme: str = "dark"
    open: Open = open_address
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    awake: Callable[[], float] = seconds_awake
