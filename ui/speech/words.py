"""Every sentence on the wall; what is below `ui` speaks in keys and numbers."""

from functools import lru_cache
from typing import get_args

from msgspec import Struct

from dashboard.model import Storm
from dashboard.snapshot import Alert, Notice, Trouble, TroubleKind
from ui.speech.language import count, later, say
from ui.speech.spoken import balance, duration, number, past, percent, times

LONGEST_NAME = 60  # letters of a customer's, an agent's or a channel's name that are looked at


class Advice(Struct, frozen=True):
    """What went wrong, said to someone in the room, and what can be done about it."""

    what: str
    do: str


TROUBLES: dict[TroubleKind, Advice] = {
    "refused": Advice(later("Nobody answers at the inbox's address."), later("Is the server running?")),
    "dns": Advice(later("The inbox's address can't be found."), later("Check its name and the network.")),
    "tls": Advice(later("No secure connection to the inbox."), later("Check certificate and clock.")),
    "timeout": Advice(later("The inbox does not answer."), later("Check the network.")),
    "deadline": Advice(later("The inbox answers too slowly."), later("Ask those who run it.")),
    "cut_off": Advice(later("The inbox broke off in mid-answer."), later("Check the network.")),
    "too_big": Advice(later("The inbox's answer is too big."), later("Raise polling.max_body_mib.")),
    "not_json": Advice(later("What answers is not the inbox."), later("Check the address.")),
    "wrong_shape": Advice(later("The inbox's answer makes no sense."), later("Was it updated? See the log.")),
    "unauthorised": Advice(later("The inbox rejects our token."), later("Set a new one.")),
    "not_found": Advice(later("The inbox has no such account."), later("Check address and account.")),
    "rate_limited": Advice(later("The inbox asks us to wait."), later("Raise polling.every.")),
    "server_error": Advice(later("The inbox itself has a fault."), later("Ask those who run it.")),
    "redirected": Advice(later("The address leads elsewhere."), later("Check it; is a login in between?")),
    "rejected": Advice(later("The inbox refuses our question."), later("See the log.")),
    "feed_lost": Advice(later("Our reader of the inbox stopped."), later("It is being started again.")),
    "internal": Advice(later("A fault in Pulsvegg."), later("See the log.")),
}

OURS: frozenset[TroubleKind] = frozenset({"feed_lost", "internal"})  # the inbox is not to blame

if missing := set(get_args(TroubleKind)) - TROUBLES.keys():
    raise AssertionError(f"trouble without words: {missing}")


def trouble_headline(trouble: Trouble, since: str) -> str:
    """What stands on the wall in place of the age."""
    text = (
        later("No new numbers since {since}") if trouble.kind in OURS else later("No contact since {since}")
    )
    return say(text).format(since=since)


def trouble_reason(trouble: Trouble) -> str:
    """Why, with what to do, in one line for the room."""
    advice = TROUBLES[trouble.kind]
    return f"{say(advice.what)} {say(advice.do)}"


def storm(it: Storm, since: str) -> str:
    """What storms: since when, how much, and how many times the usual."""
    many = count("{n} wait an hour", "{n} waits an hour", it.waits).format(n=number(it.waits))
    if it.times is None:
        return say("Storm since {since}: {waits}").format(since=since, waits=many)
    text = say("Storm since {since}: {waits}, {times} usual")
    return text.format(since=since, waits=many, times=times(it.times))


def notice(it: Notice) -> str:
    """What is not right though the poll went well, with what to do."""
    return NOTICES[it.kind](it)


def _set_aside(it: Notice) -> str:
    many = int(it.count)
    text = count(
        "{n} conversation can't be read. See the log.", "{n} conversations can't be read. See the log.", many
    )
    return text.format(n=number(many))


def _clock_skew(it: Notice) -> str:
    text = later("Our clock is {time} ahead of the inbox's. Set it.")
    if it.count < 0:
        text = later("Our clock is {time} behind the inbox's. Set it.")
    return say(text).format(time=duration(abs(it.count)))


def _channel_broken(it: Notice) -> str:
    return say("{channel} is disconnected. Connect it again in the inbox.").format(channel=plain(it.name, 24))


def _cross_check(it: Notice) -> str:
    many = abs(int(it.count))
    text = count(
        "The inbox counts {n} conversation differently. See the log.",
        "The inbox counts {n} conversations differently. See the log.",
        many,
    )
    return text.format(n=number(many))


def _history_full(_it: Notice) -> str:
    return say("The disk is full: the history waits. Make room.")


def _history_unwritable(_it: Notice) -> str:
    return say("The history can't be written and waits. See the log.")


def _history_taken(_it: Notice) -> str:
    return say("another Pulsvegg keeps the history")


def _history_damaged(it: Notice) -> str:
    many = int(it.count)
    text = count(
        "{n} file of the history was damaged and is set aside. See the log.",
        "{n} files of the history were damaged and are set aside. See the log.",
        many,
    )
    return text.format(n=number(many))


def _files_failed(_it: Notice) -> str:
    return say("The day's files can't be written or sent. It is tried again. See the log.")


def _settings_faulty(it: Notice) -> str:
    return say("The settings have a fault and stay as they were. {fault}.").format(fault=plain(it.name, 90))


NOTICES = {
    "set_aside": _set_aside,
    "clock_skew": _clock_skew,
    "channel_broken": _channel_broken,
    "cross_check": _cross_check,
    "history_full": _history_full,
    "history_unwritable": _history_unwritable,
    "history_taken": _history_taken,
    "history_damaged": _history_damaged,
    "files_failed": _files_failed,
    "settings_faulty": _settings_faulty,
}

FACTS = ("history_taken",)
"""Notices that nobody need do anything about: said small, to those who look for it."""

PANELS: dict[str, str] = {
    "queue": later("Queue"),
    "response": later("First reply"),
    "rate": later("Response rate"),
    "mood": later("Mood"),
    "load": later("Load"),
    "channels": later("Channels"),
    "first_day": later("First reply"),
    "next_day": later("Next replies"),
    "arrivals_day": later("Messages in"),
    "answered_day": later("Replies out"),
    "queue_day": later("Queue"),
    "mood_day": later("Mood"),
    "reply_channels": later("First reply"),
    "channel_table": later("Channels"),
    "capacity": later("Capacity"),
    "turned": later("Won over"),
    "struggles": later("Struggles"),
    "voice": later("Voice"),
    "statements": later("We say now"),
    "fresh": later("New today"),
    "rate_month": later("Response rate"),
    "reply_month": later("First reply"),
    "surge": later("Storm"),
    "surge_day": later("Waits begun"),
    "outlook": later("Queue"),
    "causes": later("About"),
}
PAGES: dict[str, str] = {
    "now": later("Now"),
    "response": later("Response"),
    "team": later("Team"),
    "channels": later("Channels"),
    "today": later("Today"),
    "voice": later("Voice"),
    "month": later("Month"),
    "storm": later("Storm"),
}
WINDOWS: dict[str, str] = {
    "now": later("now"),
    "last_15_min": later("last 15 min"),
    "last_60_min": later("last 60 min"),
    "today": later("today"),
    "yesterday": later("yesterday"),
    "last_7_days": later("last 7 days"),
    "this_shift": later("this shift"),
}

SHORT_WINDOWS: dict[str, str] = {
    "last_15_min": later("15 min"),
    "last_60_min": later("60 min"),
    "last_7_days": later("7 days"),
}


def alert(it: Alert, since: str, *, old: bool = False) -> str:
    """What a running alert says: its name, its number over which limit, and since when; without the number when old."""
    name = plain(it.name, 40)
    if old:
        return say("{name}: alert since {since}").format(name=name, since=since)
    text = later("{name}: {value}, over {limit} since {since}")
    if not it.above:
        text = later("{name}: {value}, under {limit} since {since}")
    value = past(it.value, it.limit) if it.unit == "s" and it.above else it.value
    said, limit = figure(value, it.unit), figure(it.limit, it.unit)
    return say(text).format(name=name, value=said, limit=limit, since=since)


def figure(value: float, unit: str) -> str:
    """A number of any metric in one text, with its unit."""
    return {"s": duration, "share": percent, "balance": balance}.get(unit, number)(value)


@lru_cache(2048)
def plain(text: str, longest: int = LONGEST_NAME) -> str:
    """A stranger's text made safe to draw in one line: no control or direction marks, bounded length."""
    kept = "".join(letter if letter.isprintable() else " " for letter in text[: longest * 2])
    line = " ".join(kept.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def left_out(names: tuple[str, ...]) -> tuple[str, ...]:
    """Which tiles this screen has no room for, and in a shorter way how many."""
    tiles = ", ".join(say(PANELS[name]).lower() for name in names)
    many = count("left out: {n} tile", "left out: {n} tiles", len(names))
    return say("left out: {tiles}").format(tiles=tiles), many.format(n=number(len(names)))
