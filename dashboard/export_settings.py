"""What an owner can set of the files that leave the program: where they go, who gets them, what others reach."""

from collections.abc import Iterator, Mapping, Set
from typing import Annotated, Literal

from msgspec import Meta, Struct

from dashboard.faults import Fault, fault, in_order, keys_of
from dashboard.problems import SettingsProblem
from dashboard.sections import section

Format = Literal["png", "pdf", "xlsx", "csv", "json", "jsonl"]
FORMATS: tuple[Format, ...] = ("png", "pdf", "xlsx", "csv", "json", "jsonl")
MOST_BENCHMARKS = 3
LONGEST_NAME = 40


class Exports(Struct, frozen=True, kw_only=True):
    """The day as files, written by the feed when it is over."""

    folder: Annotated[
        str, Meta(description="Where the days' files are put; empty: none are written by themselves.")
    ] = ""
    formats: Annotated[
        tuple[Format, ...], Meta(min_length=1, description="Which files: png, pdf, xlsx, csv, json, jsonl.")
    ] = FORMATS
    at: Annotated[
        Literal["day", "shift"],
        Meta(description="Written at the end of each day, or of each shift, too: the day so far."),
    ] = "day"


class Mail(Struct, frozen=True, kw_only=True):
    """Who gets the page of the day by e-mail. The password is kept in the keyring, or in PULSVEGG_MAIL_PASSWORD."""

    host: Annotated[str, Meta(description="The mail server; empty: nothing is sent.")] = ""
    port: Annotated[
        int, Meta(ge=1, le=65535, description="Its port: 587 with starttls, 465 with implicit.")
    ] = 587
    tls: Annotated[
        Literal["starttls", "implicit"], Meta(description="How the connection is made secure; it always is.")
    ] = "starttls"
    user: Annotated[str, Meta(description="Who signs in; empty: nobody, as on a relay of your own.")] = ""
    sender: Annotated[str, Meta(description="The address it comes from.")] = ""
    recipients: Annotated[tuple[str, ...], Meta(description="The addresses it goes to.")] = ()
    deadline: Annotated[
        float, Meta(ge=1, le=300, description="The longest that sending may take.", extra={"unit": "s"})
    ] = 60.0


class BenchmarkTable(Struct, frozen=True, kw_only=True):
    """A figure to compare a month with, and where it comes from."""

    response_rate: Annotated[
        Annotated[float, Meta(ge=0, le=1)] | None, Meta(description="Their response rate, as 0.65.")
    ] = None
    response_time: Annotated[
        Annotated[float, Meta(ge=0, le=31536000)] | None,
        Meta(description="Their response time.", extra={"unit": "s"}),
    ] = None
    source: Annotated[str, Meta(max_length=200, description="Where these figures are from, with a date.")] = (
        ""
    )


class Benchmark(Struct, frozen=True, kw_only=True):
    """Somebody's published figures: the response time in seconds."""

    name: str
    response_rate: float | None = None
    response_time: float | None = None
    source: str = ""


def benchmarks(mapping: Mapping[str, object]) -> tuple[Benchmark, ...]:
    """Those of the tables [benchmarks.NAME], at most three. Raises SettingsProblem with one line a fault."""
    given, faults = mapping.get("benchmarks", {}), list[Fault]()
    if not isinstance(given, Mapping):
        raise SettingsProblem((fault("benchmarks", "not_tables", name="benchmarks"),))
    if len(given) > MOST_BENCHMARKS:
        faults.append(fault("benchmarks", "too_many", most=MOST_BENCHMARKS, many=len(given)))
    made = [_benchmark(str(name), said, faults) for name, said in given.items()]
    if faults:
        raise SettingsProblem(in_order(faults))
    return tuple(made)


def _benchmark(name: str, said: object, faults: list[Fault]) -> Benchmark:
    where = f"benchmarks.{name}"
    it = section(where, BenchmarkTable, said, faults)
    if not name or len(name) > LONGEST_NAME:
        faults.append(fault(where, "name_length", most=LONGEST_NAME))
    wrong = keys_of(faults)
    if not it.source.strip() and f"{where}.source" not in wrong:
        faults.append(fault(f"{where}.source", "source"))
    figures = (it.response_rate, it.response_time)
    if figures == (None, None) and not wrong & {f"{where}.response_rate", f"{where}.response_time"}:
        faults.append(fault(where, "figures"))
    return Benchmark(
        name=name, response_rate=it.response_rate, response_time=it.response_time, source=it.source.strip()
    )


def mail_faults(mail: Mail, wrong: Set[str]) -> Iterator[Fault]:
    """What is missing, where mail is to be sent; of keys that are wrong by themselves nothing more is said."""
    addresses = (("sender", (mail.sender,)), ("recipients", mail.recipients or ("",)))
    for name, given in addresses if mail.host else ():
        for each in given if f"mail.{name}" not in wrong else ():
            if not _is_address(each):
                yield fault(f"mail.{name}", "mail_address")


def _is_address(text: str) -> bool:
    before, at, after = text.partition("@")
    return bool(before and at and after) and text.isprintable() and not set(text) & set(' ,;<>()"')
