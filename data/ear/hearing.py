"""The ear as it is shipped, and the ways to make it: the model in the resources, the corpus, the owner's taxonomy."""

import gzip
import logging
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import resources
from dashboard.problems import ModelProblem
from dashboard.settings import Settings
from dashboard.voice.ear import TrainedEar
from dashboard.voice.feelings import meets_feeling
from dashboard.voice.model import Model
from dashboard.wordless import reason
from data.ear.analysing import Analyst
from data.ear.corrections import corrections_path
from data.ear.labelled import corpus, phrases, read, set_apart, spoken
from data.ear.plain import leaning, plain, told
from data.files import replace
from data.gazetteer import places
from data.names import masker
from data.places import state_folder
from data.taxonomies import load

log = logging.getLogger(__name__)

TAUGHT = "telecom"
"""The taxonomy whose topics the corpus is labelled with."""
_GZIP = b"\x1f\x8b"


def own_path() -> Path:
    """Where the model is that an owner taught more."""
    return state_folder() / "ear.npz"


def model_path() -> Path:
    """Where the model is that is heard with: the owner's, or the shipped one."""
    return own_path() if own_path().exists() else resources.path("ear.npz")


def shipped() -> Model:
    """The model that comes with the program; raises ModelProblem where it can't be read."""
    return _read(resources.path("ear.npz"))


def heard_with() -> Model:
    """The owner's model, or where there is none, or a broken one, the shipped one: a wall hears on."""
    if own_path().exists():
        try:
            return _read(own_path())
        except ModelProblem as problem:
            log.warning("%s; the shipped one is heard with", problem)
    return shipped()


def _read(path: Path) -> Model:
    try:
        return Model.from_bytes(path.read_bytes())
    except OSError as error:
        raise ModelProblem(f"{path}: can't be read: {reason(error)}") from error
    except ModelProblem as problem:
        raise ModelProblem(f"{path}: {problem}") from problem


def keep(model: Model, path: Path) -> int:
    """Write a model as a whole, in the place of what was there; gives its bytes.

    Raises ModelProblem where it can't be written; then what was there is as it was.
    """
    keepable(path)
    try:
        return replace(path, [model.to_bytes()])
    except OSError as error:
        raise ModelProblem(f"{path}: can't be written: {reason(error)}") from error


def keepable(path: Path) -> None:
    """Raise ModelProblem where no model could be put there: known before minutes of learning."""
    if (
        path.exists() and not path.is_file()
    ):  # a folder, or a device, which a file must never take the place of
        raise ModelProblem(f"{path}: is no file that a model could take the place of; name another")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ModelProblem(f"{path.parent}: can't be made: {reason(error)}") from error


def ear(settings: Settings, *, topics: bool = True) -> TrainedEar:
    """Ready to hear; without topics it takes a third of the time."""
    voice = settings.voice
    return TrainedEar(
        heard_with(),
        load(voice.taxonomy) if topics else None,
        meets_feeling=meets_feeling,
        labels_left_out=voice.labels_left_out,
        mask=masker().mask,
    )


def analyst(settings: Settings) -> Analyst:
    """Ready to say what it hears, masked."""
    return Analyst(ear(settings), masker().mask, places().found)


def learned(files: Sequence[Path], *, seed: int, say: Callable[[str], None]) -> Model:
    """A model from nothing but the corpus' train part and the labelled lines of files."""
    from data.ear.learning import learn  # noqa: PLC0415  SciPy is for learning alone

    given = (line for file in files for line in read(file) if not set_apart(line))
    lines = [*corpus(test=False), *phrases(), *told(), *plain(), *given]
    return learn(lines, spoken(), leaning(), load(TAUGHT), seed=seed, say=say)


def taught(files: Sequence[Path]) -> Model:
    """The shipped model with labelled lines on top: those of files, or what was corrected at the desk."""
    from data.ear.on_top import learn_on_top  # noqa: PLC0415  SciPy is for learning alone

    if not files and not corrections_path().exists():
        raise ModelProblem("nothing was corrected at the desk so far; give a file of labelled lines")
    corrections = [line for file in files or [corrections_path()] for line in read(file)]
    return learn_on_top(shipped(), corrections, [*corpus(test=False), *phrases(), *told()], load(TAUGHT))


@contextmanager
def opened(path: Path | None) -> Iterator[Iterable[bytes]]:
    """A file's lines, unpacked where it is gzip; standard input's where there is none, or it is "-".

    Raises ModelProblem where it can't be read, also while it is.
    """
    if path is None or str(path) == "-":
        yield sys.stdin.buffer
        return
    with ExitStack() as stack:
        with _problems(path):
            raw = stack.enter_context(path.open("rb"))
            packed = raw.read(2) == _GZIP
            raw.seek(0)
        yield _lines(path, gzip.GzipFile(fileobj=raw) if packed else raw)


def _lines(path: Path, raw: Iterable[bytes]) -> Iterator[bytes]:
    with _problems(path):
        yield from raw


@contextmanager
def _problems(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, EOFError, zlib.error) as error:
        raise ModelProblem(f"{path}: can't be read: {reason(error)}") from error
