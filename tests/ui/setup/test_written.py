"""A setting as a person writes it in a line, and as the file has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.sections import Setting
from dashboard.settings_plan import Hours
from ui.setup.written import read, shown
from ui.speech.language import speaking


def of(kind):
    return Setting(key="it", kind=kind)


@pytest.mark.parametrize(
    ("kind", "line", "value"),
    [
        (str, "https://chat.example.no", "https://chat.example.no"),
        (str, "   ", None),
        (int, "12", 12),
        (int, "1.5", "1.5"),
        (float, "0.65", 0.65),
        (float, "0,65", 0.65),
        (float, "30", 30),
        (float, "nan", "nan"),
        (float, "soon", "soon"),
        (Hours, "08:00-22:00", "08:00-22:00"),
        (Hours, "08:00-11:00, 12:00-16:00", ["08:00-11:00", "12:00-16:00"]),
        (int | str, "2", 2),
        (int | str, "HDMI-1", "HDMI-1"),
        (dict, "50", 50),
        (dict, "mon 100, tue 50", {"mon": 100, "tue": 50}),
        (dict[str, str], "sat 08:00-09:00, sat 10:00-11:00", {"sat": ["08:00-09:00", "10:00-11:00"]}),
    ],
)
def test_a_line_is_read_as_the_file_would_say_it(kind, line, value):
    assert read(of(kind), line) == value


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_a_number_comes_back_as_it_was(number):
    assert read(of(float), shown(of(float), number)) == number


@given(st.dictionaries(st.sampled_from(["mon", "tue", "sat"]), st.integers(0, 100), min_size=1))
def test_a_week_comes_back_as_it_was(week):
    assert read(of(dict), shown(of(dict), week)) == week


def test_what_is_of_another_kind_is_shown_as_it_is():
    assert shown(of(float), "soon") == "soon"
    assert shown(of(str), True) == "true"
    assert shown(of(Hours), None) == ""


@pytest.mark.parametrize(("language", "said"), [("en", "0.65"), ("nb", "0,65"), ("sv", "0,65")])
def test_a_number_s_decimals_are_written_as_the_language_writes_them_and_read_back(language, said):
    with speaking(language):
        assert shown(of(float), 0.65) == said
        assert read(of(float), said) == 0.65
        assert shown(of(dict), {"mon": 12.5}) == "mon 12.5", "where a comma parts two of them"
