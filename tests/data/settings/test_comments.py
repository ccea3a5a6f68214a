"""What an owner wrote beside the settings stays beside them when a dialog writes the file anew."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.settings.comments import written

OLD = """# Ours, since 2024.

[inbox]
address = "https://chat.example.no#x"   # the new # one
public_channels = [
  # the open ones
  "Facebook, wall",  # fb
]

# Goals, agreed in June
[goals] # of the team
target = 600                               # answer within, seconds
"timezone" = 'Europe/Oslo' # ours

[screen]
dim = { daily = "20:00-07:00" }            # darker
# every = 3
[screens."my hall"] # hall
output = "DP-1" # plug
# the end
"""
NOTES = (
    "# Ours, since 2024.", "# the new # one", "# the open ones", "# fb", "# Goals, agreed in June", "# of the team",
    "# answer within, seconds", "# ours", "# darker", "# every = 3", "# hall", "# plug", "# the end",
)  # fmt: skip


def lines(text, part):
    return next(line for line in text.splitlines() if part in line)


def test_every_comment_stays_with_what_it_is_said_of():
    text, lost = written(tomllib.loads(OLD), OLD)
    assert tomllib.loads(text) == tomllib.loads(OLD)
    assert all(note in text for note in NOTES)
    assert lost == ()
    assert lines(text, "# the new # one").startswith('address = "https://chat.example.no#x"')
    assert lines(text, "# darker").startswith("[screen.dim]")
    said = text.splitlines()
    assert said[said.index("# Goals, agreed in June") + 1].startswith("[goals]  # of the team")
    assert said[-1] == "# the end"


def test_what_is_taken_away_takes_its_comment_along_and_that_is_said():
    tables = tomllib.loads(OLD)
    del tables["goals"]["timezone"], tables["screens"]
    text, lost = written(tables, OLD)
    assert tomllib.loads(text) == tables
    assert lost == ("# ours", "# every = 3", "# hall", "# plug")


def test_what_is_new_and_what_is_changed_stands_between_them():
    tables = tomllib.loads(OLD)
    tables["goals"]["target"] = 300
    tables["polling"] = {"every": 60}
    text, lost = written(tables, OLD)
    assert tomllib.loads(text) == tables
    assert lines(text, "# answer within").startswith("target = 300")
    assert lost == ()


def test_written_twice_nothing_changes_and_without_a_file_there_is_nothing_to_keep():
    once, _ = written(tomllib.loads(OLD), OLD)
    assert written(tomllib.loads(OLD), once) == (once, ())
    assert written({"goals": {"target": 300}}, "") == ("[goals]\ntarget = 300\n", ())


@pytest.mark.parametrize(
    "old", ["[inbox\n# half a file", "it = [\n1,\n# 2", '= "x" # y', "[[a]] # rows\nb = 1 # c"]
)
def test_what_can_not_be_read_costs_its_comments_only(old):
    text, _ = written({"goals": {"target": 300}}, old)
    assert tomllib.loads(text) == {"goals": {"target": 300}}


texts = st.text(st.sampled_from("ab# \"'\\\n[]={},."), max_size=12)


@given(
    tables=st.dictionaries(texts, st.dictionaries(texts, texts | st.integers() | st.lists(texts)), max_size=4)
)
def test_whatever_the_settings_say_they_say_the_same_with_comments(tables):
    import tomli_w

    old = "".join(
        f"{line} # note\n" if line and '"""' not in line else f"{line}\n"
        for line in tomli_w.dumps(tables).split("\n")
    )
    try:
        tomllib.loads(old)
    except tomllib.TOMLDecodeError:
        old = tomli_w.dumps(tables)
    text, _ = written(tables, old)
    assert tomllib.loads(text) == tables
