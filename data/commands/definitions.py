"""Print what each number means, from the table that makes it, as Markdown."""

from argparse import ArgumentParser, Namespace

from data.commands.output import tell


def arguments(_parser: ArgumentParser) -> None:
    """None."""


def run(_given: Namespace) -> int:
    """Print a row a number."""
    from dashboard.measure.metrics import METRICS

    tell("| number | unit | better is | what it means |\n|---|---|---|---|")
    for metric in METRICS:
        tell(f"| `{metric.key}` | {metric.unit} | {metric.better} | {metric.definition} |")
    return 0
