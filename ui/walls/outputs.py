"""Which wall stands on which screen, also when screens go and come back: each screen at most one wall."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct
from PySide6.QtGui import QScreen

from dashboard.problems import Problem


class Output(Struct, frozen=True):
    """What tells a screen from the others; the name is that of its plug."""

    name: str
    model: str = ""
    serial: str = ""

    def is_called(self, wanted: str) -> bool:
        """Whether an owner means this one."""
        return wanted in {self.name, self.serial, self.model}


def asked_for(wanted: str, outputs: Sequence[Output]) -> Output:
    """The screen that somebody names, or numbers from 0.

    Raises Problem, which names those there are.
    """
    for place, each in enumerate(outputs):
        if each.is_called(wanted) or (wanted.isdecimal() and int(wanted) == place):
            return each
    there = ", ".join(f"{place} ({each.name or 'without a name'})" for place, each in enumerate(outputs))
    raise Problem(f"--screen {wanted}: there is no such screen; there are: {there or 'none'}")


def output(screen: QScreen) -> Output:
    """What tells a screen of Qt's from the others."""
    return Output(screen.name(), screen.model(), screen.serialNumber())


def homes(
    wanted: Mapping[str, str], outputs: Sequence[Output], before: Mapping[str, Output]
) -> dict[str, Output]:
    """Where each wall belongs: to the screen it was given once, named, numbered, or the next that is nobody's.

    `wanted` is what an owner said of each wall's output: a name, a serial, a number from 0, or nothing. A number counts
    only once, since numbers move when a screen goes. A wall for which there is no screen yet is left out.
    """
    found: dict[str, Output] = {}

    def give(names: Iterable[str], fits: Callable[[str, Output], bool]) -> None:
        for name in names:
            free = (each for each in outputs if each not in found.values() and fits(wanted[name], each))
            if name not in found and (home := next(free, None)):
                found[name] = home

    numbered = [name for name, said in wanted.items() if said.isdecimal()]
    give([name for name in wanted if wanted[name]], lambda said, each: each.is_called(said))
    kept = {name: home for name, home in before.items() if name in wanted and name not in found}
    found |= {name: home for name, home in kept.items() if not wanted[name] or name in numbered}
    give(numbered, lambda said, each: outputs.index(each) == int(said))
    give([name for name in wanted if not wanted[name]], lambda *_: True)
    return found


def standing(
    wanted: Mapping[str, str], belong: Mapping[str, Output], outputs: Sequence[Output]
) -> dict[str, Output]:
    """Which walls can be seen now, and where: at home; one that was given no screen by name on any that is nobody's.

    Should none be seen, the first one stands on the first screen there is: a screen that is called by a name it no
    longer has leaves no room without a wall.
    """
    found = {name: home for name, home in belong.items() if home in outputs}
    for name in wanted:
        if name not in found and wanted[name] == "":
            free = (each for each in outputs if each not in {*found.values(), *belong.values()})
            if other := next(free, None):
                found[name] = other
    if not found and wanted and outputs:
        return {next(iter(wanted)): outputs[0]}
    return found
