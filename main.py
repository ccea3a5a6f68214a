"""Pulsvegg: the wall screen that shows a whole company what its customers struggle with.

The commands, and the only file that knows every layer: it puts the pieces together and holds no logic of its own.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.feed import Feed
    from dashboard.settings import Settings
    from dashboard.snapshot import Snapshot
    from data.checkup import Finding
    from data.exports.making import Printer, Source
    from data.inboxes import Profile
    from data.set_up import SetUpFiles
    from ui.desk.run import DeskOptions
    from ui.past import LookingBack

REPLAY_SPEED = 60.0
"""Of a replay, where `--speed` does not say another: a day in 24 minutes."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command; gives its exit status."""
    given = _parser().parse_args(arguments)
    _log(verbose=given.verbose)
    from dashboard.problems import Problem
    from dashboard.wordless import where
    from data.places import chosen

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
    from data.doors import door
    from data.inboxes import INBOXES
    from data.past import short, whose
    from data.secrets import token
    from data.settings_file import load, state_folder
    from ui.app import WallOptions, display_missing, run_wall

    settings = load(given.settings)
    past = _past(given, settings)
    if not given.demo and past is None:  # say what is wrong before a window opens
        key = token(settings.inbox)
        INBOXES[settings.inbox.kind](door(settings, key)).close()
    if not given.screenshot and (said := display_missing()):
        print(said, file=sys.stderr)
        return 2
    return run_wall(
        WallOptions(
            feed_command=_feed_command(given),
            settings=_with_screens(settings, given),
            load=lambda: _with_screens(load(given.settings), given),
            settings_file=given.settings,
            windowed=given.windowed,
            screenshot=given.screenshot,
            size=given.size,
            past=past,
            state_dir=state_folder()
            / (f"demo-{given.demo}" if given.demo else f"wall-{short(whose(settings))}"),
        )
    )


def desk(given: argparse.Namespace) -> int:
    """Open the desk: a team lead's window."""
    from data.doors import door
    from data.inboxes import INBOXES
    from data.secrets import token
    from data.settings_file import load
    from ui.app import display_missing
    from ui.desk.run import run_desk

    if not given.settings.exists() and not (given.demo or given.screenshot):
        return setup(given)
    settings = load(given.settings)
    inbox = settings.inbox
    if not given.demo:  # say what is wrong before a window opens
        INBOXES[inbox.kind](door(settings, token(inbox))).close()
    if not given.screenshot and (said := display_missing()):
        print(said, file=sys.stderr)
        return 2
    return run_desk(_desk_options(given, settings), lambda: _desk_options(given, load(given.settings)))


def _desk_options(given: argparse.Namespace, settings: "Settings") -> "DeskOptions":
    from data.doors import kept
    from data.drawer import DrawerInFolder
    from data.inboxes import page_of
    from data.past import short, whose
    from data.settings_file import load, state_folder
    from data.system import user_name
    from ui.desk.around import Shelf
    from ui.desk.run import DeskOptions

    inbox = settings.inbox
    name = f"desk-demo-{given.demo}" if given.demo else f"desk-{short(whose(settings))}"
    folder = state_folder() / name
    return DeskOptions(
        feed_command=_feed_command(given),
        state_dir=folder,
        drawer=DrawerInFolder(folder),
        kept=None if given.demo else kept(settings),
        screen=next(iter(settings.walls.values())),
        shelf=Shelf(
            settings=settings,
            file=given.settings,
            load=lambda: load(given.settings),
            files=_set_up(given),
            trial=_trial_command(),
        ),
        template="" if given.demo else page_of(inbox.kind, inbox.address, inbox.account),
        shifts=tuple(shift.name for shift in settings.shifts.shifts),
        by=user_name(),
        theme=given.theme or "",
        walls=settings if given.walls else None,
        language=settings.desk.language,
        screenshot=given.screenshot,
        size=given.size,
    )


def feed(given: argparse.Namespace) -> int:
    """Print one Snapshot a poll, one line of JSON each."""
    from data.feed_lines import run

    with _feed(given, keeps=True) as made, _exporting(given) as beside:
        lives = given.inbox_lives
        return run(
            made,
            sys.stdout.buffer,
            follow_stdin=given.follow_stdin,
            count=given.count,
            inbox_lives=lives,
            beside=beside,
        )


@contextmanager
def _feed(given: argparse.Namespace, *, keeps: bool = False) -> "Iterator[Feed]":
    """The feed; a demo inbox makes its world while the rest is brought in."""
    from data.embedded import demo_inbox

    with ExitStack() as stack:
        begun = demo_inbox(given).begin() if given.demo else None
        if begun is not None:
            stack.callback(begun.stop)
        from data.feeding import feed as whole  # only now: it brings the ear and all the rest

        yield stack.enter_context(whole(given, begun, keeps=keeps))


@contextmanager
def _exporting(given: argparse.Namespace) -> "Iterator[Callable[[Snapshot], None]]":
    """What writes the days' files beside the feed, where the settings say so; nothing of a demo."""
    from data.doors import now
    from data.exports.automatic import Exporter
    from data.settings_file import load

    settings = load(given.settings)
    if given.demo or not settings.exports.folder:
        yield lambda _: None
        return
    exporter = Exporter([*_ourselves(given), "snapshot"], settings, now)
    with closing(exporter):
        yield exporter.look


def reading(given: argparse.Namespace) -> int:
    """Print one Snapshot and leave: exit status 0 when it is fresh, 1 in trouble."""
    from data.feed_lines import settled
    from data.settings_file import load

    if given.at is not None:
        snapshot = _minute(given, load(given.settings))
        _print(snapshot)
        return 0 if snapshot.fresh else 1
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
    from data.feeding import entrance
    from data.hours_file import as_settings, write
    from data.inboxes import opening_hours

    with entrance(given) as (settings, door):
        found = opening_hours(settings.inbox.kind, door)
    text = as_settings(found, settings.goals.timezone, given.inbox_name)
    if given.out:
        write(given.out, text)
    else:
        sys.stdout.buffer.write(text.encode())
    return 0


def inbox(given: argparse.Namespace) -> int:
    """Run the demo inbox alone."""
    from data.demo.options import options_of
    from data.demo.process import serve

    return serve(options_of(given))


def check(given: argparse.Namespace) -> int:
    """Try everything the wall needs, and say for each what is wrong and what to do."""
    from data.checkup import checkup
    from data.doors import door
    from data.inboxes import INBOXES

    def connect(settings: "Settings", key: str) -> "Profile":
        inbox = INBOXES[settings.inbox.kind](door(settings, key))
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
    """Ask for the inbox's token, or for the mail's password, and put it into the keyring."""
    from data.secrets import ask, ask_mail, store, store_mail
    from data.settings_file import load

    settings = load(given.settings)
    if given.mail:
        store_mail(settings.mail, ask_mail(settings.mail))
    else:
        store(settings.inbox, ask(settings.inbox))
    print("stored in the keyring")
    return 0


def start(given: argparse.Namespace) -> int:
    """Without a command: the desk where there are settings, else set-up."""
    return _then(given, "desk") if given.settings.exists() else setup(given)


def setup(given: argparse.Namespace) -> int:
    """Set it up in a window, and start."""
    from data.secrets import VARIABLE
    from ui.app import display_missing
    from ui.setup.run import run_first

    if said := display_missing():
        print(said, file=sys.stderr)
        return 2
    outcome, key = run_first(_set_up(given), _trial_command())
    if key:  # it could not be stored, and holds for this run
        os.environ[VARIABLE] = key
    return _then(given, "desk", *(("--demo",) if outcome == "demo" else ())) if outcome else 1


def settings(given: argparse.Namespace) -> int:
    """Show the settings in a window, and set them."""
    from ui.setup.run import run_settings

    return run_settings(_set_up(given), _trial_command(), *_look(given))


def trial(_given: argparse.Namespace) -> int:
    """Try a connection: a Trial as JSON on standard input, what came of it on standard output."""
    import msgspec

    from dashboard.set_up import Trial
    from data.doors import door
    from data.trying import tried

    asked = msgspec.json.decode(sys.stdin.buffer.read(), type=Trial)
    _print(tried(asked, lambda inbox, key: door(msgspec.structs.replace(_defaults(), inbox=inbox), key)))
    return 0


def forget(given: argparse.Namespace) -> int:
    """Take a customer's rows and sentences out of the kept history; exports are not touched."""
    from zoneinfo import ZoneInfo

    from dashboard.ledger import customer_number
    from data.deeds import DeedsFile
    from data.doors import history_folder, now
    from data.earlier_file import EarlierFile
    from data.feeding import elsewhere
    from data.history.forgetting import forget_or_ask
    from data.history.writer import Writer
    from data.past import whose
    from data.settings_file import load, state_folder

    settings = load(given.settings)
    zone = ZoneInfo(settings.goals.timezone)

    def releases(customer: int) -> int:  # only where no feed runs, which has them in its hands
        folder, owner = state_folder(), whose(settings)
        return elsewhere(DeedsFile(folder, owner), EarlierFile(folder, owner))(customer)

    writer = Writer(history_folder(settings), zone, whose(settings), settings.history)
    done = forget_or_ask(writer, customer_number(given.customer), now().timestamp(), releases)
    print(
        f"{done.rows} rows and {done.texts} sentences of {done.days} days, and {done.releases} releases are forgotten"
        f"{f', and {done.damaged} damaged files that spoke of the customer' if done.damaged else ''}; "
        "exports that were written are not touched"
    )
    return 0


def import_archive(given: argparse.Namespace) -> int:
    """Take the past of an archive into the kept history, and into what is usual; what is kept already stays."""
    from zoneinfo import ZoneInfo

    from data.doors import history_folder, now
    from data.hearing import ear
    from data.history.writer import Writer
    from data.importing import Import
    from data.past import PastFile, whose
    from data.settings_file import load, state_folder

    settings = load(given.settings)
    zone, owner = ZoneInfo(settings.goals.timezone), whose(settings)
    writer = Writer(history_folder(settings), zone, owner, settings.history)
    past = PastFile(state_folder(), owner)
    whole = Import(writer, past, settings, now(), _say, since=given.since)
    done = whole.run(given.archive, ear(settings))
    print(
        f"{done.readings} readings and {done.rows} rows of {done.days} days came in, "
        f"{done.usual} days count for what is usual; {done.skipped} lines were skipped"
    )
    return 0


def snapshot(given: argparse.Namespace) -> int:
    """Write the customers' day as files: a page, tables, an archive."""
    from data.doors import now
    from data.exports.making import missing_days, write_day, yesterday
    from data.settings_file import load

    exports = load(given.settings).exports
    out = given.out or Path(exports.folder or "exports").expanduser()
    formats = given.format or exports.formats
    with _source(given, given.date) as source:
        days = [given.date or yesterday(source.settings, now())]
        if given.missing:
            days = missing_days(source, out, formats, now())
        printer = _printer(source.settings)
        for day in days:
            for file in write_day(source, day, out, formats, printer):
                print(file)
        if given.mail:
            _post(given, source, printer)
    return 0


def _post(given: argparse.Namespace, source: "Source", printer: "Printer") -> None:
    """Send the page of the day that was asked for; with --missing those that are due, each once."""
    from email.message import EmailMessage

    from dashboard.problems import Problem
    from data.doors import now
    from data.exports.mailing import Sent, post, send
    from data.exports.making import kept_days, yesterday
    from data.past import short, whose
    from data.secrets import mail_password
    from data.settings_file import state_folder

    mail, last = source.settings.mail, yesterday(source.settings, now())
    if not mail.host:
        raise Problem("mail.host: is not set; nothing is sent")
    password = mail_password(mail)
    sent = Sent(state_folder() / f"mailed-{short(whose(source.settings))}.json")

    def dispatch(day: date, letter: EmailMessage) -> None:
        send(mail, password, letter)
        if given.missing:
            sent.add(day)

    due = sent.due(kept_days(source, last), last) if given.missing else [given.date or last]
    post(source, due, printer, dispatch, now())


def report(given: argparse.Namespace) -> int:
    """Write the director's month as files: a page and a workbook."""
    from data.doors import now
    from data.exports.arguments import MONTH_FORMATS
    from data.exports.making import last_month, write_month
    from data.settings_file import load

    settings = load(given.settings)
    out = given.out or Path(settings.exports.folder or "exports").expanduser()
    month, formats = given.month or last_month(settings, now()), given.format or MONTH_FORMATS
    with _source(given, None, month=month) as source:
        for file in write_month(source, month, out, formats, _printer(source.settings)):
            print(file)
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
    benches: dict[str, Callable[[], object]] = {
        "ledger": lambda: bench_ledger(main_file),
        "voice": lambda: bench_voice(load(given.settings), given.labelled),
        "history": bench_history,
        "wall": lambda: _bench_wall(given),
    }
    report = benches[given.what]()
    _print(report)
    return 0 if getattr(report, "good", True) else 1


def _bench_wall(given: argparse.Namespace) -> object:
    """The wall's figures, on the numbers of a demo."""
    from data.arguments import DEMO
    from data.bench_wall import EVENING, full
    from ui.app import offscreen
    from ui.bench import bench as bench_wall

    given.demo, given.start = given.demo or DEMO, given.start or EVENING
    with _feed(given) as made:
        snapshot = full(made)
    with offscreen():
        return bench_wall(snapshot)


@contextmanager
def _source(given: argparse.Namespace, day: "date | None", month: "date | None" = None) -> "Iterator[Source]":
    """What is kept of the settings' inbox, or a demo's past up to a day, or to a month's last, that is played."""
    from urllib.parse import urlsplit

    from data.doors import kept, now
    from data.exports.making import Source, last_day, yesterday
    from data.exports.played import played
    from data.hearing import ear
    from data.listening import topic_names
    from data.settings_file import load

    settings = load(given.settings)
    topics = topic_names(settings)
    if given.demo:
        day = day or (last_day(month, settings, now()) if month else yesterday(settings, now()))
        with played(given.demo, settings, day, seed=given.seed, ear=ear, topics=topics) as source:
            yield source
    else:
        host = urlsplit(settings.inbox.address).hostname or ""
        yield Source(kept(settings), settings, host, topics)


def _printer(settings: "Settings") -> "Printer":
    from data.exports.making import Printer
    from ui.language import speak
    from ui.sheets.letter import letter
    from ui.sheets.printing import print_day, print_month
    from ui.sheets.words import heading

    speak(settings.desk.language)
    return Printer(print_day, print_month, letter, heading)


def _past(given: argparse.Namespace, settings: "Settings") -> "LookingBack | None":
    """What `--at` or `--replay` looks back at; None where it is the present."""
    from zoneinfo import ZoneInfo

    from data.doors import kept, now
    from data.history.looking import span
    from ui.past import LookingBack

    if given.replay is None:
        if (at := given.at) is None:
            return None
        _minute(given, settings)
        return LookingBack(kept=kept(settings), at=at, until=max(at, now()))
    _no_demo(given)
    history = kept(settings)
    first, last = span(history, given.replay, ZoneInfo(settings.goals.timezone))
    speed = REPLAY_SPEED if given.speed == 1.0 else given.speed
    return LookingBack(kept=history, at=first, until=last, speed=speed)


def _minute(given: argparse.Namespace, settings: "Settings") -> "Snapshot":
    """What the wall showed at `--at`."""
    from zoneinfo import ZoneInfo

    from data.doors import kept
    from data.history.looking import minute

    _no_demo(given)
    return minute(kept(settings), given.at, ZoneInfo(settings.goals.timezone))


def _no_demo(given: argparse.Namespace) -> None:
    from dashboard.problems import Problem

    if given.demo:
        raise Problem("--at and --replay show what is kept, and a demo keeps nothing")


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


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _print(value: object) -> None:
    import msgspec

    # As bytes: a redirected output may be of an encoding that has no emoji.
    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
    sys.stdout.flush()


def _with_screens(settings: "Settings", given: argparse.Namespace) -> "Settings":
    """The settings with what the command line says of their screens."""
    from dashboard.settings import only, with_screens

    said = {name: getattr(given, name) for name in ("diagonal", "distance", "theme", "language")}
    if given.page is not None:
        said |= {"pages": (given.page,), "storm_pages": ()}
    settings = with_screens(settings, {name: value for name, value in said.items() if value is not None})
    return settings if given.screen is None else only(settings, given.screen)


def _then(given: argparse.Namespace, command: str, *arguments: str) -> int:
    """Go on with another command, on the same settings."""
    where = ["--settings", str(given.settings)] if given.settings.exists() else []
    return main([*(["-v"] if given.verbose else []), *where, command, *arguments])


def _set_up(given: argparse.Namespace) -> "SetUpFiles":
    from data.set_up import SetUpFiles

    return SetUpFiles(given.settings)


def _trial_command() -> list[str]:
    return [sys.executable, str(Path(__file__).resolve()), "trial"]


def _defaults() -> "Settings":
    from dashboard.settings import Settings

    return Settings()


def _look(given: argparse.Namespace) -> tuple[str, str]:
    """The theme and the language of windows that are set, where the settings can be read."""
    from dashboard.problems import SettingsProblem
    from data.settings_file import load

    try:
        found = load(given.settings)
    except SettingsProblem:
        found = _defaults()
    return "light" if found.screen.theme == "light" else "dark", found.desk.language


def _ourselves(given: argparse.Namespace) -> list[str]:
    """The command that runs us with the same settings."""
    command = [sys.executable, str(Path(__file__).resolve())]
    command += ["-v"] if given.verbose else []
    return command + (["--settings", str(given.settings)] if given.settings.exists() else [])


def _feed_command(given: argparse.Namespace) -> list[str]:
    from data.demo.options import as_options

    command = [*_ourselves(given), "feed", "--follow-stdin"]
    if given.demo:
        command += ["--demo", *as_options(given)[1:]]
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
    from data.arguments import (
        add_at,
        add_demo,
        add_desk,
        add_hours,
        add_import,
        add_measure,
        add_voice,
        add_wall,
        count,
    )
    from data.demo.options import add_arguments
    from data.exports.arguments import add_report, add_snapshot
    from data.places import settings_path

    parser = argparse.ArgumentParser(prog="pulsvegg", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("-v", "--verbose", action="store_true", help="say more on standard error")
    parser.add_argument(
        "--settings", type=Path, metavar="FILE", help=f"default: {settings_path()}".replace("%", "%%")
    )
    parser.set_defaults(run=start)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

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
    reading_once = command("reading", reading)
    for each in (feeding, reading_once):
        add_demo(each)
    add_at(reading_once)
    add_measure(command("measure", measure))
    add_import(command("import", import_archive))
    add_hours(command("hours", hours))
    command("definitions", definitions)
    add_snapshot(command("snapshot", snapshot))
    add_report(command("report", report))
    add_arguments(command("inbox", inbox))
    benching = command("bench", bench)
    add_demo(benching)
    add_voice(command("learn", learn), command("analyse", analyse), benching)
    command("forget", forget).add_argument(
        "customer", metavar="CUSTOMER", help="the inbox's id of the person"
    )
    command("check", check)
    command("token", token).add_argument("--mail", action="store_true", help="of [mail], its password")
    command("setup", setup)
    command("settings", settings)
    command("trial", trial)
    return parser


if __name__ == "__main__":
    sys.exit(main())
