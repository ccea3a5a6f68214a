"""Run the demo inbox alone."""

from argparse import Namespace

from data.demo.options import add_arguments as arguments

__all__ = ["arguments", "run"]


def run(given: Namespace) -> int:
    """Serve, until told to stop."""
    from data.demo.options import options_of
    from data.demo.process import serve

    return serve(options_of(given))
