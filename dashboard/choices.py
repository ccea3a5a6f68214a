"""The names that a screen's settings and the command line choose from; it brings nothing along."""

from typing import Literal

PageName = Literal["now", "response", "team", "channels", "today", "voice", "month", "storm"]
LanguageName = Literal["auto", "nb", "nn", "sv", "da", "en"]
