"""`python -m data.demo`: the inbox command by itself, without the rest of the program."""

import argparse
import sys

from data.demo.options import add_arguments, options_of
from data.demo.process import serve

if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        prog="inbox", description="An inbox that speaks Chatwoot's API on loopback."
    )
    add_arguments(parser)
    sys.exit(serve(options_of(parser.parse_args())))
