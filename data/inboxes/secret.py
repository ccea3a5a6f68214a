"""A secret that no log, traceback or repr can show."""


class Secret:
    """Holds a token; only `reveal()` gives it back."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Give the secret itself: for the one place that sends it."""
        return self._value

    def __repr__(self) -> str:
        return "Secret('•••')"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __bool__(self) -> bool:
        return bool(self._value)
