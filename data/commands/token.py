"""Ask for the inbox's token, or for the mail's password, and put it into the keyring."""

from argparse import ArgumentParser, Namespace

from data.commands.output import tell


def arguments(parser: ArgumentParser) -> None:
    """Which of the two."""
    parser.add_argument("--mail", action="store_true", help="of [mail], its password")


def run(given: Namespace) -> int:
    """Ask, and store."""
    from data.settings.file import load
    from data.settings.secrets import ask, ask_mail, store, store_mail

    settings = load(given.settings)
    if given.mail:
        store_mail(settings.mail, ask_mail(settings.mail))
    else:
        store(settings.inbox, ask(settings.inbox))
    tell("stored in the keyring")
    return 0
