"""What an owner can set: frozen, with every fault of a file collected and said with its key.

The Structs are the one definition: names, types, limits, units and words. The file, its faults, the
documentation and (later) the settings dialog are made from them.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Literal, get_type_hints
from zoneinfo import available_timezones

from msgspec import Meta, Struct
from msgspec.structs import replace

from dashboard import alert_rules, export_settings
from dashboard.address import address_faults
from dashboard.alert_rules import Rule
from dashboard.export_settings import Benchmark, Exports, Mail, mail_faults
from dashboard.faults import Fault, Measure, fault, in_order, keys_of, quote, unknown
from dashboard.measure import opening
from dashboard.measure.opening import OpeningHours
from dashboard.measure.shifts import Shifts
from dashboard.problems import SettingsProblem
from dashboard.screens import MOST_SCREENS, LanguageName
from dashboard.screens import PageName as PageName  # noqa: PLC0414  (known here, too)
from dashboard.screens import Screen as Screen  # noqa: PLC0414
from dashboard.screens import faults as screen_faults
from dashboard.sections import section


class Inbox(Struct, frozen=True, kw_only=True):
    """Where the customers' conversations are. Its token is in the keyring, or in PULSVEGG_TOKEN, never in the file."""

    kind: Annotated[Literal["chatwoot"], Meta(description="Which system the inbox is.")] = "chatwoot"
    address: Annotated[str, Meta(description="Its address, as in the browser: https://…")] = ""
    account: Annotated[
        int, Meta(ge=1, description="The account's number, after /accounts/ in the browser.")
    ] = 1
    allow_plain_http: Annotated[
        bool, Meta(description="Allow http:// to another machine: the token then travels readable.")
    ] = False
    public_channels: Annotated[
        tuple[str, ...], Meta(description="Names of the inboxes whose messages everybody can read.")
    ] = ()


class Polling(Struct, frozen=True, kw_only=True):
    """How the inbox is asked."""

    every: Annotated[
        float, Meta(ge=5, le=3600, description="From one poll to the next.", extra={"unit": "s"})
    ] = 30.0
    deadline: Annotated[
        float, Meta(ge=1, le=45, description="The longest one poll may take.", extra={"unit": "s"})
    ] = 20.0
    max_body_mib: Annotated[
        float, Meta(ge=0.1, le=64, description="The largest answer that is read.", extra={"unit": "MiB"})
    ] = 4.0
    history_days: Annotated[
        float, Meta(ge=1, le=31, description="How far back the first fill reads.", extra={"unit": "days"})
    ] = 8.0


class Goals(Struct, frozen=True, kw_only=True):
    """What the numbers are held against."""

    timezone: Annotated[str, Meta(description="Where the team's day begins and ends.")] = "Europe/Oslo"
    target: Annotated[
        float, Meta(ge=1, le=604800, description="Answer within this time.", extra={"unit": "s"})
    ] = 600.0
    response_rate: Annotated[
        float, Meta(gt=0, le=1, description="The share of conversations that must get an answer.")
    ] = 0.65


class Team(Struct, frozen=True, kw_only=True):
    """The people who answer."""

    page_accounts: Annotated[
        tuple[str, ...],
        Meta(
            description="Accounts that answer for many, by id or name; others are told by their signatures."
        ),
    ] = ()
    show_names: Annotated[
        bool, Meta(description="First names on the wall: only if the team has agreed to it.")
    ] = False


class Voice(Struct, frozen=True, kw_only=True):
    """What is listened for in customers' words, and how they come to the wall: masked, and only once released."""

    taxonomy: Annotated[
        str,
        Meta(
            min_length=1,
            description="The topics: telecom, bank, energy, airline or retail, or the path of a TOML file of your own.",
        ),
    ] = "telecom"
    labels_left_out: Annotated[
        tuple[str, ...], Meta(description="Labels of the inbox that are no topics: follow-up, VIP.")
    ] = ()
    release: Annotated[
        Literal["lead", "automatic"],
        Meta(
            description="Who releases a sentence. Automatic: nobody reads it before it hangs, and a name may get "
            "through the mask."
        ),
    ] = "lead"
    after_minutes: Annotated[
        float, Meta(ge=0, le=240, description="Automatic: after so long.", extra={"unit": "min"})
    ] = 15.0
    show_minutes: Annotated[
        float, Meta(ge=1, le=720, description="For how long a sentence is shown.", extra={"unit": "min"})
    ] = 60.0


class History(Struct, frozen=True, kw_only=True):
    """What is kept, where, and for how long."""

    folder: Annotated[str, Meta(description="Where it is kept; empty: in the platform's state folder.")] = ""
    readings_days: Annotated[
        int, Meta(ge=1, le=3660, description="For how long the numbers are kept.", extra={"unit": "days"})
    ] = 400
    conversations_days: Annotated[
        int,
        Meta(ge=1, le=3660, description="For how long a row a conversation is kept.", extra={"unit": "days"}),
    ] = 90
    texts_days: Annotated[
        int,
        Meta(
            ge=1,
            le=366,
            description="For how long sentences are kept, masked always.",
            extra={"unit": "days"},
        ),
    ] = 7


class Desk(Struct, frozen=True, kw_only=True):
    """The team lead's windows: the desk and the dialogs."""

    language: Annotated[
        LanguageName, Meta(description="Of the words in them; auto is the system's, where they speak it.")
    ] = "auto"
    notifications: Annotated[bool, Meta(description="A notification of the desktop for each new alert.")] = (
        True
    )
    tray: Annotated[bool, Meta(description="How many wait, as an icon in the tray.")] = True
    sound: Annotated[bool, Meta(description="A sound with each new alert.")] = False


class Settings(Struct, frozen=True, kw_only=True):
    """All settings; each section is a table of the TOML file.

    `hours` are the tables [hours] and [exceptions], None where there is neither: always open. `shifts` are the tables
    [shifts.NAME] and [roster], `alerts` those of [alerts.NAME]. `screens` are the tables [screens.NAME], each on top of
    what [screen] says.
    """

    inbox: Inbox = Inbox()
    polling: Polling = Polling()
    goals: Goals = Goals()
    team: Team = Team()
    voice: Voice = Voice()
    history: History = History()
    screen: Screen = Screen()
    desk: Desk = Desk()
    screens: dict[str, Screen] = {}
    hours: OpeningHours | None = None
    shifts: Shifts = Shifts()
    alerts: tuple[Rule, ...] = ()
    exports: Exports = Exports()
    mail: Mail = Mail()
    benchmarks: tuple[Benchmark, ...] = ()

    @property
    def walls(self) -> dict[str, Screen]:
        """The screens that walls hang on, by name; the one of [screen], without a name, where no other is set."""
        return self.screens or {"": self.screen}


HOURS, SHIFTS, ALERTS = ("hours", "exceptions"), ("shifts", "roster"), ("alerts",)
BENCHMARKS = ("benchmarks",)
OWN_TABLES = ("screens", *HOURS, *SHIFTS, *ALERTS, *BENCHMARKS)
"""The tables whose keys are days, dates and names, and which therefore read themselves."""


def from_mapping(mapping: Mapping[str, object]) -> Settings:
    """The settings a parsed TOML file says.

    Raises SettingsProblem with one line a fault: "polling.every: must be at least 5 s, is 0".
    """
    faults: list[Fault] = []
    sections = {name: kind for name, kind in get_type_hints(Settings).items() if name not in OWN_TABLES}
    read = {name: section(name, sections[name], mapping.get(name, {}), faults) for name in sections}
    read["screens"] = _screens(read["screen"], mapping.get("screens", {}), faults)
    read["hours"] = _tables(HOURS, opening.from_mapping, mapping, faults)
    read["shifts"] = _tables(SHIFTS, Shifts.from_mapping, mapping, faults) or Shifts()
    read["alerts"] = _tables(ALERTS, alert_rules.from_mapping, mapping, faults) or ()
    read["benchmarks"] = _tables(BENCHMARKS, export_settings.benchmarks, mapping, faults) or ()
    known = (*sections, *OWN_TABLES)
    faults += [unknown(key, "no_such_section", known) for key in mapping.keys() - set(known)]
    faults += _across(read, keys_of(faults))
    if faults:
        raise SettingsProblem(in_order(faults))
    return Settings(**read)


def with_screens(settings: Settings, said: Mapping[str, object]) -> Settings:
    """The settings with something else said of every screen.

    Raises SettingsProblem, as `from_mapping`.
    """
    faults: list[Fault] = []
    screen = section("screen", Screen, said, faults, settings.screen)
    screens = {name: section("screen", Screen, said, faults, each) for name, each in settings.screens.items()}
    if faults:
        raise SettingsProblem(in_order(faults))
    return replace(settings, screen=screen, screens=screens)


def only(settings: Settings, which: str) -> Settings:
    """The settings with one wall: that of [screens.WHICH], else the one on the output of that number or name."""
    found = settings.screens.get(which)
    if found is None:
        meant = (each for each in settings.walls.values() if each.output == which)
        found = replace(next(meant, settings.screen), output=which)
    return replace(settings, screen=found, screens={})


def is_named(settings: Settings, which: str) -> bool:
    """Whether the settings speak of this screen: by the name of its table, or as a table's output."""
    return which in settings.screens or any(each.output == which for each in settings.walls.values())


def _tables(
    names: tuple[str, ...],
    read: Callable[[Mapping[str, object]], Any],
    mapping: Mapping[str, object],
    faults: list[Fault],
) -> Any:
    """What reads its own tables; None where there is none of them."""
    said = {name: mapping[name] for name in names if name in mapping}
    try:
        return read(said) if said else None
    except SettingsProblem as problem:
        faults += problem.found
        return None


def _screens(default: Screen, given: object, faults: list[Fault]) -> dict[str, Screen]:
    """The tables [screens.NAME]; what one doesn't say is as in [screen]."""
    if not isinstance(given, Mapping):
        faults.append(fault("screens", "not_tables", name="screens"))
        return {}
    if len(given) > MOST_SCREENS:
        faults.append(fault("screens", "too_many", most=MOST_SCREENS, many=len(given)))
        return {}
    return {
        str(name): section(f"screens.{name}", Screen, said, faults, default) for name, said in given.items()
    }


def _across(read: Mapping[str, Any], wrong: frozenset[str]) -> Iterator[Fault]:
    """The faults that no single type can tell; of what is `wrong` by itself nothing more is said."""
    zone, address, polling = read["goals"].timezone, read["inbox"].address, read["polling"]
    if not _is_timezone(zone):
        yield fault("goals.timezone", "time_zone", value=quote(zone))
    if "@" in address:  # not repeated: what stands before it may be a password
        yield fault("inbox.address", "secret_in_address")
    elif address and not address.startswith(("http://", "https://")):
        yield fault("inbox.address", "begins", value=quote(address))
    elif address:
        yield from address_faults(address, allow_plain_http=read["inbox"].allow_plain_http)
    yield from screen_faults("screen", read["screen"])
    for name, screen in read["screens"].items():
        yield from screen_faults(f"screens.{name}", screen)
    yield from mail_faults(read["mail"], wrong)
    if polling.deadline > polling.every * 2:
        every, deadline = Measure(polling.every, "s"), Measure(polling.deadline, "s")
        yield fault("polling.deadline", "deadline", every=every, value=deadline)


@cache
def _is_timezone(name: str) -> bool:
    return name in available_timezones()  # which looks into each one's file
