"""Pulsvegg: the wall screen that shows a whole company what its customers struggle with.

The commands, and the only file that knows every layer: it puts the pieces together and holds no logic of its own.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.feed import Feed
    from dashboard.ports import Deeds, KeptDays, Past
    from dashboard.settings import Settings
    from data.checkup import Finding
    from data.deeds import DeedsFile
    from data.demo_month import DemoMonth
    from data.demo_past import DemoPast
    from data.history.reader import HistoryReader
    from data.history.scribe import Scribe
    from data.inboxes import Door, Profile


def main(arguments: list[str] | None = None) -> int:
    """Run a command; gives its exit status."""
    given = _parser().parse_args(arguments)
    _log(verbose=given.verbose)
    from dashboard.problems import Problem
    from dashboard.wordless import where
    from data.settings_file import chosen

    try:
        given.settings = chosen(given.settings)
        return int(given.run(given))
    except Problem as problem:
        for line in getattr(problem, "faults", (str(problem),)):
            print(line, file=sys.stderr)
        return 2
    except (KeyboardInterrupt, BrokenPipeError):
        sys.stderr.close()  # nobody reads any more: leave without a word
        return 130
    except Exception as fault:  # its own words may be a customer's: they stay out of the log
        print(f"a fault of ours: {where(fault)}", file=sys.stderr)
        return 1


def wall(given: argparse.Namespace) -> int:
    """Show the wall."""
    from dashboard.settings import from_mapping
    from data.inboxes import INBOXES
    from data.past import short, whose
    from data.secrets import token
    from data.settings_file import load, state_folder
    from ui.app import WallOptions, display_missing, run_wall

    settings = load(given.settings)
    if not given.demo:  # say what is wrong before a window opens
        key = token(settings.inbox)
        INBOXES[settings.inbox.kind](_door(settings, key)).close()
    if not given.screenshot and (said := display_missing()):
        print(said, file=sys.stderr)
        return 2
    return run_wall(
        WallOptions(
            feed_command=_feed_command(given),
            screen=from_mapping({"screen": _screen(given, settings)}).screen,
            windowed=given.windowed,
            screen_number=given.screen,
            screenshot=given.screenshot,
            size=given.size,
            state_dir=state_folder()
            / (f"demo-{given.demo}" if given.demo else f"wall-{short(whose(settings))}"),
            show_names=settings.team.show_names,
        )
    )


def desk(given: argparse.Namespace) -> int:
    """Open the desk: a team lead's window."""
    from data.drawer import DrawerInFolder
    from data.inboxes import INBOXES, page_of
    from data.past import short, whose
    from data.secrets import token
    from data.settings_file import load, state_folder
    from data.system import user_name
    from ui.app import display_missing
    from ui.desk.run import DeskOptions, run_desk

    settings = load(given.settings)
    inbox = settings.inbox
    if not given.demo:  # say what is wrong before a window opens
        INBOXES[inbox.kind](_door(settings, token(inbox))).close()
    if not given.screenshot and (said := display_missing()):
        print(said, file=sys.stderr)
        return 2
    name = f"desk-demo-{given.demo}" if given.demo else f"desk-{short(whose(settings))}"
    folder = state_folder() / name
    return run_desk(
        DeskOptions(
            feed_command=_feed_command(given),
            state_dir=folder,
            drawer=DrawerInFolder(folder),
            template="" if given.demo else page_of(inbox.kind, inbox.address, inbox.account),
            shifts=tuple(shift.name for shift in settings.shifts.shifts),
            by=user_name(),
            theme=given.theme or "",
            screenshot=given.screenshot,
            size=given.size,
        )
    )


def feed(given: argparse.Namespace) -> int:
    """Print one Snapshot a poll, one line of JSON each."""
    from data.feed_lines import run

    with _feed(given, keeps=True) as made:
        lives = given.inbox_lives
        return run(
            made, sys.stdout.buffer, follow_stdin=given.follow_stdin, count=given.count, inbox_lives=lives
        )


def reading(given: argparse.Namespace) -> int:
    """Print one Snapshot and leave: exit status 0 when it is fresh, 1 in trouble."""
    from data.feed_lines import settled

    with _feed(given) as made:
        snapshot = settled(made)
        _print(snapshot)
        return 0 if snapshot.fresh else 1


def measure(given: argparse.Namespace) -> int:
    """Print every number of an archive at an instant."""
    import msgspec

    from dashboard.settings import from_mapping
    from data.hearing import ear
    from data.measuring import measure_archive
    from data.settings_file import load, load_hours

    settings = load(given.settings)
    said = {
        "timezone": settings.goals.timezone if given.timezone is None else given.timezone,
        "target": settings.goals.target if given.target is None else given.target,
    }
    goals = from_mapping({"goals": said}).goals
    hours = load_hours(given.opening_hours) if given.opening_hours else settings.hours
    settings = msgspec.structs.replace(settings, goals=goals, hours=hours)
    _print(measure_archive(given.archive, ear(settings, topics=False), settings, at=given.at))
    return 0


def hours(given: argparse.Namespace) -> int:
    """Print the opening hours that the inbox itself is set to, as settings."""
    from data.hours_file import as_settings, write
    from data.inboxes import opening_hours

    with _entrance(given) as (settings, door):
        found = opening_hours(settings.inbox.kind, door)
    text = as_settings(found, settings.goals.timezone, given.inbox_name)
    if given.out:
        write(given.out, text)
    else:
        sys.stdout.buffer.write(text.encode())
    return 0


def inbox(given: argparse.Namespace) -> int:
    """Run the demo inbox alone."""
    from data.demo.process import options_of, serve

    return serve(options_of(given))


def check(given: argparse.Namespace) -> int:
    """Try everything the wall needs, and say for each what is wrong and what to do."""
    from data.checkup import checkup
    from data.inboxes import INBOXES

    def connect(settings: "Settings", key: str) -> "Profile":
        inbox = INBOXES[settings.inbox.kind](_door(settings, key))
        try:
            profile = inbox.profile()
            inbox.changes()  # the account itself, and the rights to read it
        finally:
            inbox.close()
        return profile

    failed = 0
    for finding in [*checkup(given.settings, connect), _fonts()]:
        failed += not finding.good
        print(f"{'ok' if finding.good else 'WRONG':6} {finding.what}: {finding.said}")
    return 1 if failed else 0


def token(given: argparse.Namespace) -> int:
    """Ask for the inbox's token and put it into the keyring."""
    from data.secrets import ask, store
    from data.settings_file import load

    inbox = load(given.settings).inbox
    store(inbox, ask(inbox))
    print("stored in the keyring")
    return 0


def forget(given: argparse.Namespace) -> int:
    """Take a customer's rows and sentences out of the kept history; exports are not touched."""
    from zoneinfo import ZoneInfo

    from dashboard.ledger import customer_number
    from data.deeds import DeedsFile
    from data.history.forgetting import forget_or_ask
    from data.history.writer import Writer
    from data.past import whose
    from data.settings_file import load, state_folder

    settings = load(given.settings)
    zone = ZoneInfo(settings.goals.timezone)

    def releases(customer: int) -> int:  # only where no feed runs, which has them in its hands
        return DeedsFile(state_folder(), whose(settings)).forget(customer)

    writer = Writer(_history_folder(settings), zone, whose(settings), settings.history)
    done = forget_or_ask(writer, customer_number(given.customer), _now().timestamp(), releases)
    print(
        f"{done.rows} rows and {done.texts} sentences of {done.days} days, and {done.releases} releases are forgotten"
        f"{f', and {done.damaged} damaged files that spoke of the customer' if done.damaged else ''}; "
        "exports that were written are not touched"
    )
    return 0


def definitions(_given: argparse.Namespace) -> int:
    """Print what each number means, from the table that makes it, as Markdown."""
    from dashboard.measure.metrics import METRICS

    print("| number | unit | better is | what it means |\n|---|---|---|---|")
    for metric in METRICS:
        print(f"| `{metric.key}` | {metric.unit} | {metric.better} | {metric.definition} |")
    return 0


def learn(given: argparse.Namespace) -> int:
    """Learn the ear's model anew from the corpus and from labelled lines, or teach it some on top of what it knows."""
    from data.hearing import keep, learned, own_path, taught

    model = taught(given.files) if given.on_top else learned(given.files, seed=given.seed, say=_say)
    out = given.out or own_path()
    _say(f"{out}: {keep(model, out):,} bytes")
    return 0


def analyse(given: argparse.Namespace) -> int:
    """Print what is heard in each line of a file or of standard input, one JSON object a line."""
    from data.analysing import analyse as analysed
    from data.hearing import analyst, opened
    from data.settings_file import load

    voice = analyst(load(given.settings))
    with opened(given.file) as lines:
        for said in analysed(lines, voice):
            _print(said)
    return 0


def bench(given: argparse.Namespace) -> int:
    """Measure the program itself, and print the figures as one JSON object."""
    # One core is measured: NumPy reads these when it is first imported.
    os.environ |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    from data.bench_history import bench as bench_history
    from data.bench_ledger import bench as bench_ledger
    from data.bench_voice import bench as bench_voice
    from data.settings_file import load

    main_file = Path(__file__).resolve()
    benches = {
        "ledger": lambda: bench_ledger(main_file),
        "voice": lambda: bench_voice(load(given.settings), given.labelled),
        "history": bench_history,
    }
    _print(benches[given.what]())
    return 0


@contextmanager
def _feed(given: argparse.Namespace, *, keeps: bool = False) -> "Iterator[Feed]":
    """The feed on the settings' inbox, which `keeps` its history, or on a demo inbox that lives as long."""
    import random
    from concurrent.futures import ThreadPoolExecutor

    from dashboard.alerts import Alerts
    from dashboard.feed import Feed
    from data.deeds import DeedsFile, DeedsInMemory
    from data.demo_month import MonthToCome
    from data.demo_past import PastToCome
    from data.hearing import ear
    from data.inboxes import INBOXES
    from data.listening import struggles
    from data.past import PastFile, whose
    from data.settings_file import load, state_folder

    with ThreadPoolExecutor(1) as beside, ExitStack() as stack:
        listening = beside.submit(ear, load(given.settings))  # while a demo inbox starts, and is read
        weeks = beside.submit(_weeks_before, given) if given.demo else None
        month = beside.submit(_month_before, given) if given.demo else None
        settings, door = stack.enter_context(_entrance(given))
        inbox = INBOXES[settings.inbox.kind](door)
        stack.callback(inbox.close)
        past: Past
        deeds: Deeds
        days: KeptDays
        history = None
        if weeks is not None and month is not None:
            past, deeds, days = PastToCome(weeks), DeedsInMemory(), MonthToCome(month)
        else:
            days = _kept(settings)
            past = PastFile(state_folder(), whose(settings))
            deeds = filed = DeedsFile(state_folder(), whose(settings))
            if keeps:
                history = stack.enter_context(closing(_history(settings, filed)))
        yield Feed(
            inbox,
            listening.result(),
            settings,
            clock=_now,
            draw=random.random,
            demo=bool(given.demo),
            past=past,
            struggles=struggles(settings, deeds),
            history=history,
            alerts=Alerts(settings, deeds),
            days=days,
        )


def _weeks_before(given: argparse.Namespace) -> "DemoPast":
    from data.demo_past import demo_past

    return demo_past(given.demo, seed=given.seed, begun=given.start or _now())


def _month_before(given: argparse.Namespace) -> "DemoMonth":
    from data.demo_month import demo_month
    from data.settings_file import load

    return demo_month(given.demo, load(given.settings), seed=given.seed, begun=given.start or _now())


@contextmanager
def _entrance(given: argparse.Namespace) -> "Iterator[tuple[Settings, Door]]":
    """The settings and the door of their inbox, or of a demo inbox that lives as long."""
    from dashboard.problems import Problem
    from data.demo.running import DemoInbox, DemoInboxError
    from data.demonstration import lead_to
    from data.secrets import token
    from data.settings_file import load

    settings = load(given.settings)
    with ExitStack() as stack:
        if given.demo:
            try:
                demo = stack.enter_context(DemoInbox(*_demo_options(given)))
            except DemoInboxError as error:
                raise Problem(str(error)) from None
            given.inbox_lives = lambda: demo.exit_status is None
            settings, key = lead_to(demo.ready, settings, days=given.days), demo.ready.token
        else:
            key = token(settings.inbox)
        yield settings, _door(settings, key)


def _history(settings: "Settings", deeds: "DeedsFile") -> "Scribe":
    """The history that a feed on the settings' inbox writes; who leaves it leaves the deeds."""
    from zoneinfo import ZoneInfo

    from data.history.scribe import Scribe
    from data.past import whose

    zone = ZoneInfo(settings.goals.timezone)
    return Scribe(_history_folder(settings), zone, whose(settings), settings.history, _now, deeds.forget)


def _kept(settings: "Settings") -> "HistoryReader":
    """What the history keeps, to look at."""
    from zoneinfo import ZoneInfo

    from data.history.reader import HistoryReader

    return HistoryReader(_history_folder(settings), ZoneInfo(settings.goals.timezone))


def _history_folder(settings: "Settings") -> Path:
    from data.history.layout import folder_of
    from data.past import whose
    from data.settings_file import state_folder

    return folder_of(
        Path(settings.history.folder).expanduser() if settings.history.folder else state_folder(),
        whose(settings),
    )


def _door(settings: "Settings", key: str) -> "Door":
    from data.inboxes import MIB, Door, Secret

    return Door(
        address=settings.inbox.address,
        account=settings.inbox.account,
        token=Secret(key),
        allow_plain_http=settings.inbox.allow_plain_http,
        deadline=settings.polling.deadline,
        max_body=int(settings.polling.max_body_mib * MIB),
        history_days=settings.polling.history_days,
        public_channels=frozenset(settings.inbox.public_channels),
        clock=_now,
    )


def _fonts() -> "Finding":
    """Whether Qt loads at all, and our fonts in it."""
    from data.checkup import Finding

    try:
        from ui.fonts import check_fonts
    except ImportError as error:  # a system library that Qt needs
        return Finding(
            "fonts", good=False, said=f"Qt can't be loaded: {error}; `make setup` names what is missing"
        )
    found = check_fonts()
    return Finding(found.what, good=found.good, said=found.said)


def _now() -> datetime:
    return datetime.now(UTC)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _print(value: object) -> None:
    import msgspec

    # As bytes: a redirected output may be of an encoding that has no emoji.
    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
    sys.stdout.flush()


def _demo_options(given: argparse.Namespace) -> list[str]:
    options = ["--scenario", given.demo, "--seed", str(given.seed), "--speed", str(given.speed)]
    options += ["--days", str(given.days)]
    return [*options, "--start", given.start.isoformat()] if given.start else options


def _screen(given: argparse.Namespace, settings: "Settings") -> dict[str, object]:
    """The settings' screen, with what the command line says instead."""
    names = ("diagonal", "distance", "theme")
    screen = {
        name: getattr(settings.screen, name) if (said := getattr(given, name)) is None else said
        for name in names
    }
    pages = settings.screen.pages if given.page is None else (given.page,)
    return screen | {"pages": pages, "seconds": settings.screen.seconds}


def _feed_command(given: argparse.Namespace) -> list[str]:
    command = [sys.executable, str(Path(__file__).resolve())]
    command += ["-v"] if given.verbose else []
    command += ["--settings", str(given.settings)] if given.settings.exists() else []
    command += ["feed", "--follow-stdin"]
    if given.demo:
        command += ["--demo", *_demo_options(given)[1:]]
    return command


def _log(*, verbose: bool) -> None:
    import logging

    logging.basicConfig(
        stream=sys.stderr,
        level=logging.INFO if verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )


# ── The command line ─────────────────────────────────────────────────────────────────────────────────


def _parser() -> argparse.ArgumentParser:
    from data.arguments import add_demo, add_desk, add_hours, add_measure, add_voice, add_wall, count
    from data.demo.process import add_arguments
    from data.settings_file import settings_path

    parser = argparse.ArgumentParser(prog="pulsvegg", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("-v", "--verbose", action="store_true", help="say more on standard error")
    parser.add_argument(
        "--settings", type=Path, metavar="FILE", help=f"default: {settings_path()}".replace("%", "%%")
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        words = (run.__doc__ or "").strip().partition("\n")[0]
        made = commands.add_parser(name, help=words, description=words)
        made.set_defaults(run=run)
        return made

    add_wall(command("wall", wall))
    add_desk(command("desk", desk))
    feeding = command("feed", feed)
    feeding.add_argument("--count", type=count, default=0, help="end after so many polls; 0: go on")
    feeding.add_argument("--follow-stdin", action="store_true", help="end when standard input ends")
    for each in (feeding, command("reading", reading)):
        add_demo(each)
    add_measure(command("measure", measure))
    add_hours(command("hours", hours))
    command("definitions", definitions)
    add_arguments(command("inbox", inbox))
    add_voice(command("learn", learn), command("analyse", analyse), command("bench", bench))
    command("forget", forget).add_argument(
        "customer", metavar="CUSTOMER", help="the inbox's id of the person"
    )
    command("check", check)
    command("token", token)
    return parser


if __name__ == "__main__":
    sys.exit(main())
