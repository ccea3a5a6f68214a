"""Take a customer's rows and sentences out of the kept history; exports are not touched."""

from argparse import ArgumentParser, Namespace

from data.commands.output import say, tell


def arguments(parser: ArgumentParser) -> None:
    """Whom."""
    parser.add_argument("customer", metavar="CUSTOMER", help="the inbox's id of the person")


def run(given: Namespace) -> int:
    """Ask the feed that runs, or do it ourselves. Gives 1 where nothing is kept of such a customer."""
    from zoneinfo import ZoneInfo

    from dashboard.ledger import customer_number
    from data.deeds import DeedsFile
    from data.earlier_file import EarlierFile
    from data.feeding import elsewhere
    from data.files import on_disk
    from data.history.forgetting import Forgot, forget_or_ask
    from data.history.writer import Writer
    from data.past import whose
    from data.places import state_folder
    from data.settings.doors import history_folder, now
    from data.settings.file import load

    settings = load(given.settings)
    zone = ZoneInfo(settings.goals.timezone)

    def releases(customer: int) -> int:  # only where no feed runs, which has them in its hands
        folder, owner = state_folder(), whose(settings)
        return elsewhere(DeedsFile(folder, owner), EarlierFile(folder, owner))(customer)

    writer = Writer(history_folder(settings), zone, whose(settings), settings.history)
    with on_disk(writer.folder, "not all is forgotten; mend it, and begin again"):
        done = forget_or_ask(writer, customer_number(given.customer), now().timestamp(), releases)
    if done == Forgot():
        say(
            "nothing of such a customer is kept, so nothing is forgotten; is it the id that the inbox has for the "
            "person (the number at the end of their page's address), and are these the settings of that inbox?"
        )
        return 1
    tell(
        f"{done.rows} rows and {done.texts} sentences of {done.days} days, and {done.releases} releases are forgotten"
        f"{f', and {done.damaged} damaged files that spoke of the customer' if done.damaged else ''}; "
        "exports that were written are not touched"
    )
    return 0
