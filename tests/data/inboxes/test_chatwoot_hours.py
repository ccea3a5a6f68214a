"""Chatwoot's working hours, as its inboxes have them."""

from zoneinfo import ZoneInfo

import pytest

from dashboard.measure.opening import ALL_DAY, CLOSED, OpeningHours
from dashboard.problems import Refused, Unreadable
from data.inboxes import Door, Secret, opening_hours
from data.inboxes.chatwoot_hours import from_working_hours
from tests.fakes.chatwoot import TOKEN, FakeChatwoot

OSLO = ZoneInfo("Europe/Oslo")


def row(day, opens=(8, 0), closes=(16, 0), **said):
    return {
        "day_of_week": day, "closed_all_day": False, "open_all_day": False, "open_hour": opens[0],
        "open_minutes": opens[1], "close_hour": closes[0], "close_minutes": closes[1], **said,
    }  # fmt: skip


def closed_row(day):
    return row(day, (None, None), (None, None), closed_all_day=True)


def test_chatwoot_s_week_begins_on_sunday_and_ours_on_monday():
    rows = [closed_row(0), *(row(day, (8, 30), (22, 15)) for day in range(1, 6)), row(6, (10, 0), (17, 0))]
    hours, zone = from_working_hours(rows, "Europe/Oslo")
    assert hours.week == (*[((510, 1335),)] * 5, ((600, 1020),), CLOSED)
    assert zone is OSLO


def test_chatwoot_s_day_and_night_is_not_closed_at_midnight():
    by_box = [row(day, (0, 0), (23, 59), open_all_day=True) for day in range(7)]
    by_hand = [row(day, (0, 0), (23, 59)) for day in range(7)]
    for rows in (by_box, by_hand):
        assert from_working_hours(rows, "Europe/Oslo")[0] == OpeningHours(week=(ALL_DAY,) * 7)


def test_a_day_that_chatwoot_leaves_out_or_without_times_is_closed():
    hours, _zone = from_working_hours([row(1), row(2, (None, None), (None, None))], "Europe/Oslo")
    assert hours.week == (((480, 960),), *[CLOSED] * 6)


@pytest.mark.parametrize("wrong", [None, {}, [{}], [row(7)], [row(1, (25, 0))], [row(1, ("8", 0))]])
def test_working_hours_of_another_shape_are_unreadable(wrong):
    with pytest.raises(Unreadable, match="working_hours"):
        from_working_hours(wrong, "Europe/Oslo")


@pytest.mark.parametrize("zone", ["Mars", "", "Europe", "../Oslo"])
def test_working_hours_of_no_time_zone_are_unreadable(zone):
    with pytest.raises(Unreadable, match="no time zone"):
        from_working_hours([row(1)], zone)


@pytest.mark.parametrize("times", [((8, 0), (8, 0)), ((24, 30), (8, 0))])
def test_times_at_which_nobody_can_be_open_are_unreadable(times):
    with pytest.raises(Unreadable, match="is no time to be open"):
        from_working_hours([row(1, *times)], "Europe/Oslo")


# ── Over HTTP ────────────────────────────────────────────────────────────────────────────────────────


def asked(serve, *inboxes, token=TOKEN):
    chatwoot = FakeChatwoot()
    chatwoot.inboxes = [{"id": number, "channel_type": "", **each} for number, each in enumerate(inboxes)]
    door = Door(address=serve(chatwoot).url, token=Secret(token))
    return opening_hours("chatwoot", door)


def test_each_inbox_has_hours_of_its_own_or_says_why_not(serve):
    on = {"working_hours_enabled": True, "timezone": "Europe/Oslo", "working_hours": [row(1)]}
    chat, mail, page, old, odd = asked(
        serve,
        {"name": "Chat", **on},
        {"name": "Mail", **on, "working_hours_enabled": False},
        {"name": "Page", **on, "timezone": None},
        {"name": "Old"},
        {"name": "Odd", **on, "working_hours": "always"},
    )
    assert (chat.name, chat.hours.week[0], chat.zone) == ("Chat", ((480, 960),), OSLO)
    assert (mail.hours, mail.why) == (None, "has no working hours enabled")
    assert page.zone == ZoneInfo("UTC")
    assert old.why == mail.why
    assert "can't be read, working_hours" in odd.why


def test_two_inboxes_of_one_name_are_told_apart_as_their_channels_are(serve):
    assert [each.name for each in asked(serve, {"name": "Chat"}, {"name": "Chat"})] == [
        "Chat (0)",
        "Chat (1)",
    ]


def test_a_wrong_token_is_refused(serve):
    with pytest.raises(Refused, match="unauthorised"):
        asked(serve, token="wrong")
