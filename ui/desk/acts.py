"""ACTS: everything that can be done by a key, one row of a table each: menu, words, keys."""

from collections.abc import Callable, Mapping

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from dashboard.asking import ListName
from ui.desk.lists import TITLES
from ui.speech.language import later, say


class Act(Struct, frozen=True):
    """An act: the menu it stands in, what it is called, and its keys, the first of which is shown."""

    menu: str
    words: str
    keys: tuple[str, ...] = ()
    checkable: bool = False


MENUS: dict[str, str] = {
    "desk": later("&Desk"),
    "filter": later("&Filter"),
    "voice": later("&Voice"),
    "time": later("&Time"),
    "view": later("Vie&w"),
    "help": later("&Help"),
}
ACTS: dict[str, Act] = {
    "open": Act("desk", later("Open the conversation in the inbox"), ("Ctrl+Return",)),
    "queue": Act("desk", later("List the queue"), ("Ctrl+L",)),
    "search": Act("desk", later("Search in the list"), ("Ctrl+F",)),
    "again": Act("desk", later("Ask for the list anew"), ("F5",)),
    "who": Act("desk", later("Who sits here …")),
    "settings": Act("desk", later("Settings …"), ("Ctrl+,",)),
    "quit": Act("desk", later("Close the window"), ("Ctrl+Q",)),
    "period": Act("filter", later("Period"), ("Alt+1",)),
    "channels": Act("filter", later("Channel"), ("Alt+2",)),
    "teams": Act("filter", later("Team"), ("Alt+3",)),
    "agents": Act("filter", later("Agent"), ("Alt+4",)),
    "shifts": Act("filter", later("Shift"), ("Alt+5",)),
    "languages": Act("filter", later("Language"), ("Alt+6",)),
    "public": Act("filter", later("Public or private"), ("Alt+7",)),
    "clear": Act("filter", later("Clear all filters"), ("Alt+0",)),
    "kill": Act("voice", later("Take the sentence off that is on the walls now"), ("Ctrl+K",)),
    "kill_all": Act("voice", later("Take every sentence off the walls"), ("Ctrl+Shift+K",)),
    "go_voice": Act("voice", later("Go to the sentences"), ("F9",)),
    "go_statements": Act("voice", later("Go to what we say now"), ("Ctrl+Shift+N",)),
    "state": Act("voice", later("Say something new …"), ("Ctrl+N",)),
    "look_back": Act("time", later("Go to the time slider"), ("Ctrl+B",)),
    "minute_earlier": Act("time", later("A minute earlier"), ("Alt+Left",)),
    "minute_later": Act("time", later("A minute later"), ("Alt+Right",)),
    "hour_earlier": Act("time", later("An hour earlier"), ("Alt+Shift+Left",)),
    "hour_later": Act("time", later("An hour later"), ("Alt+Shift+Right",)),
    "day_earlier": Act("time", later("A day earlier"), ("Alt+PgUp",)),
    "day_later": Act("time", later("A day later"), ("Alt+PgDown",)),
    "live": Act("time", later("Back to live"), ("F12",)),
    "note": Act("time", later("Put something on the time axis …"), ("Ctrl+E",)),
    "go_events": Act("time", later("Go to the events"), ("Ctrl+Shift+E",)),
    "go_wall": Act("time", later("Go to what hangs on the wall"), ("Ctrl+Shift+W",)),
    "go_over_time": Act("time", later("Go to the numbers over time"), ("Ctrl+G",)),
    "go_figures": Act("view", later("Go to the numbers"), ("F2",)),
    "go_list": Act("view", later("Go to the conversations"), ("F3",)),
    "go_team": Act("view", later("Go to the team"), ("F4",)),
    "go_struggles": Act("view", later("Go to the struggles"), ("F6",)),
    "go_channels": Act("view", later("Go to the channels"), ("F7",)),
    "larger": Act("view", later("Larger"), ("Ctrl++", "Ctrl+=")),
    "smaller": Act("view", later("Smaller"), ("Ctrl+-",)),
    "usual_size": Act("view", later("Usual size"), ("Ctrl+0",)),
    "light": Act("view", later("Light"), ("Ctrl+T",), checkable=True),
    "help": Act("help", later("All keys"), ("F1", "?")),
}


FIRST_OF_A_GROUP: tuple[ListName, ...] = ("backlog", "messages_in", "missed", "negative")


def add_acts(window: QMainWindow, done: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """Put each act for which there is something to do into its menu; gives the actions by name."""
    menus: dict[str, QMenu] = {}
    actions: dict[str, QAction] = {}
    for name, act in ACTS.items():
        if name not in done:
            continue
        if act.menu not in menus:
            menus[act.menu] = window.menuBar().addMenu(say(MENUS[act.menu]))
        action = QAction(say(act.words), window, checkable=act.checkable)
        action.setShortcuts([QKeySequence(key) for key in act.keys])
        action.setAutoRepeat(
            act.menu != "voice"
        )  # a key that is held takes off one sentence, not all in turn
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _=False, it=done[name]: it())
        menus[act.menu].addAction(action)
        window.addAction(action)
        actions[name] = action
    return actions


def add_lists(window: QMainWindow, open_: Callable[[ListName], None]) -> None:
    """A menu of all lists, also of those that no number of the window leads to."""
    menu = QMenu(say("&Lists"), window)
    before = window.menuBar().actions()[-1]
    window.menuBar().insertMenu(before, menu)
    for name, words in TITLES.items():
        if name == "topic":
            continue
        if name in FIRST_OF_A_GROUP:
            menu.addSeparator()
        action = menu.addAction(say(words))
        action.triggered.connect(lambda _=False, it=name: open_(it))


def shown_keys(act: Act) -> str:
    """The keys of an act, as this system writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    return " / ".join(QKeySequence(key).toString(native) for key in act.keys)
