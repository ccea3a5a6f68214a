"""A week as it would have been kept: with the night in which the clock is set back, and some hours without contact."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

import resources
from dashboard.settings import Settings, Team
from data.demo.scenario import read_scenario
from data.demonstration.day import Play, as_played, polled_into
from data.ear.hearing import ear
from data.exports.making import Printer, Source
from data.history.reader import HistoryReader
from data.listening import topic_names

DAYS = [date(2026, 10, 19) + timedelta(days=place) for place in range(7)]  # Sunday the 25th has 25 hours
AWAY = (datetime(2026, 10, 22, 8, 0, tzinfo=UTC), datetime(2026, 10, 22, 10, 30, tzinfo=UTC))


def quiet_scenario(folder):
    """The file of a scenario like `calm`, with a third of its conversations: as much to tell, in less time."""
    path = folder / "quiet.toml"
    path.write_text(
        resources.path("scenarios", "calm.toml").read_text("utf-8").replace("_a_week = 900", "_a_week = 300")
    )
    return path


class Week:
    """What was kept, and what each day's last poll said."""

    def __init__(self, folder, name):
        scenario = read_scenario(name)
        self.folder, self.zone = folder, scenario.zone
        self.settings = replace(as_played(Settings(), scenario), team=Team(show_names=True))
        self.readings, self.source = {}, None
        play = Play(scenario=name, away=(AWAY,), step=timedelta(hours=3))
        for snapshot in polled_into(folder, self.settings, ear(self.settings), DAYS, play):
            if snapshot.fresh:
                self.readings[snapshot.reading.at.astimezone(self.zone).date()] = snapshot.reading
        kept = HistoryReader(folder, self.zone)
        self.source = Source(kept, self.settings, "chat.example.no", topic_names(self.settings))


@pytest.fixture(scope="session")
def week(tmp_path_factory):
    name = str(quiet_scenario(tmp_path_factory.mktemp("scenario")))
    return Week(tmp_path_factory.mktemp("week"), name)


@pytest.fixture
def printer(fonts):
    from ui.sheets.cells import cell
    from ui.sheets.letter import letter
    from ui.sheets.printing import print_day, print_month
    from ui.sheets.words import heading

    return Printer(print_day, print_month, letter, heading, cell)


@pytest.fixture(scope="session")
def fonts(qapp):
    return qapp
