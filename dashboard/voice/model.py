"""The trained model: some linear heads over hashed features, small whole numbers in one file."""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from dashboard.problems import ModelProblem
from dashboard.voice.features import Family
from dashboard.voice.leanings import Leanings

LAYOUT = 3
"""Of the file and its heads; and whoever changes a feature's hash must raise it."""
NEEDED = frozenset({"trade", "language"})
"""The heads without which nothing can be heard."""
STEPS = 100
"""The greatest weight: what a text can have, some 10,000 features, must fit into a sum when each weighs that twice."""
_TOGETHER = 3
_WORTH = 2
"""The column of the worths."""
_WIDTH = np.uint64(21)
"""Bits of a sum; the last of three has one more, and takes the worths."""
_ROOM = tuple(np.uint64((1 << bits) - 1) for bits in (21, 21, 22))

Floats = NDArray[np.float32]


class Head(Struct, frozen=True, kw_only=True, eq=False):
    """What decides between some classes; the last one's scores are always 0, and take no room.

    `weights` (buckets, classes - 1) are whole numbers of -100..100, times `scale` (classes - 1); `worth` (buckets), in
    whole numbers of 1..254, is the square of what a feature counts; `bias` (classes - 1); `extra`
    (inputs, classes - 1) weighs what is known from elsewhere, where there is something.
    """

    classes: tuple[str, ...]
    weights: NDArray[np.int8]
    worth: NDArray[np.uint8]
    scale: Floats
    bias: Floats
    extra: Floats


class Scorer:
    """A head, ready to hear: three columns of it lie in each 64-bit number, so that one sum makes three."""

    def __init__(self, head: Head) -> None:
        self.head = head
        self.classes = head.classes
        buckets, count = head.weights.shape
        self._shift = np.uint32(32 - (buckets.bit_length() - 1))
        self._own = [place + (place >= _WORTH) for place in range(count)]
        columns = np.zeros((-(-(count + 1) // _TOGETHER) * _TOGETHER, buckets), np.uint64)
        columns[_WORTH] = head.worth
        columns[self._own] = head.weights.T.astype(np.int16) + STEPS
        self._tables = [
            columns[first] | columns[first + 1] << _WIDTH | columns[first + 2] << _WIDTH * np.uint64(2)
            for first in range(0, len(columns), _TOGETHER)
        ]

    def logits(self, families: Sequence[Family], extra: Floats | None = None) -> Floats:
        """The scores of each text: (texts, classes); `extra` is (texts, inputs)."""
        stretches = _Stretches(families)
        number = sum(family.ends - family.begins for family in families)
        buckets = (np.concatenate([family.hashes for family in families]) >> self._shift).astype(np.intp)
        sums = [stretches.sums(table.take(buckets, mode="wrap")) for table in self._tables]
        columns = [
            (part >> _WIDTH * np.uint64(place) & _ROOM[place]).astype(np.float32)
            for part in sums
            for place in range(_TOGETHER)
        ]
        length = np.sqrt(np.maximum(columns[_WORTH], 1.0))
        middle = np.asarray(STEPS * number, np.float32).reshape(-1, 1)
        said = np.stack([columns[place] for place in self._own], axis=1) - middle
        logits = said / length[:, None] * self.head.scale + self.head.bias
        if extra is not None and len(self.head.extra):
            logits = logits + extra @ self.head.extra
        return np.concatenate((logits, np.zeros((len(logits), 1), np.float32)), axis=1)

    def probabilities(self, families: Sequence[Family], extra: Floats | None = None) -> Floats:
        """The same as shares of one."""
        return shares(self.logits(families, extra))


def shares(logits: Floats) -> Floats:
    """Softmax of each row."""
    grown = np.exp(logits - logits.max(axis=1, keepdims=True))
    result: Floats = grown / grown.sum(axis=1, keepdims=True)
    return result


class _Stretches:
    """Where the features of each text lie when those of all families are put in a row."""

    def __init__(self, families: Sequence[Family]) -> None:
        offsets = np.cumsum([0, *(len(family.hashes) for family in families)])
        begins = np.concatenate([family.begins + at for family, at in zip(families, offsets, strict=False)])
        ends = np.concatenate([family.ends + at for family, at in zip(families, offsets, strict=False)])
        self._shape = len(families), len(families[0].begins)
        self._some = begins < ends
        # reduceat takes beginnings: what lies between an end and the next beginning is a sum that nobody looks at,
        # and the end of the very last stretch none of its beginnings.
        self._at = np.stack((begins[self._some], ends[self._some]), axis=1).ravel()
        if len(self._at) and self._at[-1] == offsets[-1]:
            self._at = self._at[:-1]

    def sums(self, values: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """The sum of each text's values; 0 of a text without any."""
        sums = np.zeros(len(self._some), np.uint64)
        if len(self._at):
            sums[self._some] = np.add.reduceat(values, self._at)[::2]
        total: NDArray[np.uint64] = sums.reshape(self._shape).sum(axis=0, dtype=np.uint64)
        return total


# ── The file ─────────────────────────────────────────────────────────────────────────────────────────

_PARTS = ("weights", "worth", "scale", "bias", "extra")
_LEANING_PARTS = ("hashes", "column", "weights")


class Model(Struct, frozen=True, kw_only=True, eq=False):
    """The heads by name, the words that lean, and the numbers that were chosen with them, as thresholds are."""

    heads: dict[str, Head]
    leanings: Leanings
    figures: dict[str, float]

    def to_bytes(self) -> bytes:
        """As the file has it: the same bytes for the same model."""
        arrays: dict[str, NDArray[np.generic]] = {
            "layout": np.array(LAYOUT),
            "figures": np.array(list(self.figures.values()), np.float64),
            "figure_names": np.array(list(self.figures), np.str_),
        }
        arrays |= {f"leanings.{part}": getattr(self.leanings, part) for part in _LEANING_PARTS}
        for name, head in self.heads.items():
            arrays[f"{name}.classes"] = np.array(head.classes, np.str_)
            arrays |= {f"{name}.{part}": getattr(head, part) for part in _PARTS}
        out = io.BytesIO()
        np.savez_compressed(out, allow_pickle=False, **arrays)
        return out.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Model":
        """Raises ModelProblem where the bytes are not a model of this layout."""
        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as file:
                return cls._read({name: file[name] for name in file.files})
        except (KeyError, ValueError, OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
            raise ModelProblem(f"is not a model that can be read: {error}") from error

    @classmethod
    def _read(cls, arrays: Mapping[str, NDArray[Any]]) -> "Model":
        if (layout := int(arrays["layout"])) != LAYOUT:
            raise ModelProblem(f"is of layout {layout}, not {LAYOUT}: learn it anew")
        names = [name.removesuffix(".classes") for name in arrays if name.endswith(".classes")]
        heads = {name: _head(arrays, name) for name in names}
        if missing := NEEDED - heads.keys():
            raise ModelProblem(f"is a model without {', '.join(sorted(missing))}: learn it anew")
        figures = zip(arrays["figure_names"].tolist(), arrays["figures"].tolist(), strict=True)
        leanings = Leanings(*(arrays[f"leanings.{part}"] for part in _LEANING_PARTS))
        return cls(
            heads=heads, leanings=leanings, figures={str(name): float(value) for name, value in figures}
        )


def _head(arrays: Mapping[str, NDArray[Any]], name: str) -> Head:
    classes = tuple(str(each) for each in arrays[f"{name}.classes"])
    return Head(classes=classes, **{part: arrays[f"{name}.{part}"] for part in _PARTS})
