"""Opening hours as the tests write them, and the instants they ask for."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from dashboard.measure.opening import from_mapping, open_seconds
from dashboard.problems import SettingsProblem

OSLO = ZoneInfo("Europe/Oslo")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
SANTIAGO = ZoneInfo("America/Santiago")
HOUR = 3600.0
VIASAT = {"weekdays": "08:00-22:00", "weekend": "10:00-17:00"}
SPRING_NIGHT, AUTUMN_NIGHT = date(2026, 3, 29), date(2026, 10, 25)


def at(text, zone=OSLO, *, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).timestamp()


def seconds(hours, begun, ended, zone=OSLO):
    (found,) = open_seconds(hours, zone)(np.array([at(begun, zone)]), np.array([at(ended, zone)]))
    return found


def on(day, hours, zone=OSLO):
    """The open seconds of a whole local day."""
    return seconds(hours, f"{day}T00:00", f"{day + timedelta(days=1)}T00:00", zone)


def opening(exceptions=None, **hours):
    return from_mapping({"hours": hours, "exceptions": exceptions or {}})


def faults(mapping):
    with pytest.raises(SettingsProblem) as caught:
        from_mapping(mapping)
    return caught.value.faults
