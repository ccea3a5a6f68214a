"""Write the director's month as files: a page and a workbook."""

from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from data.commands.output import tell
from data.commands.snapshot import folder_of, source_of
from data.exports.arguments import MONTH_FORMATS

if TYPE_CHECKING:
    from dashboard.settings import Settings
    from data.exports.making import Printer


def run(given: Namespace, printer_of: "Callable[[Settings], Printer]") -> int:
    """Write them."""
    from data.exports.making import last_month, write_month
    from data.settings.doors import now
    from data.settings.file import load

    settings = load(given.settings)
    out = folder_of(given, settings)
    month, formats = given.month or last_month(settings, now()), given.format or MONTH_FORMATS
    with source_of(given, None, month=month) as source:
        for file in write_month(source, month, out, formats, printer_of(source.settings)):
            tell(str(file))
    return 0
