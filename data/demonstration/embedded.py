"""The embedded demo inbox that a command's line asks for; it brings nothing else along, so that it begins at once."""

from argparse import Namespace

from dashboard.problems import Problem
from data.demo.options import as_options
from data.demo.running import DemoInbox, DemoInboxError


def demo_inbox(given: Namespace) -> DemoInbox:
    """The demo inbox, not begun yet. Raises Problem where it can't be made."""
    try:
        return DemoInbox(*as_options(given))
    except DemoInboxError as error:
        raise Problem(str(error)) from None
