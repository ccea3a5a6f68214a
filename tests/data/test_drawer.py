"""The drawer: small documents that survive what a disk does to them."""

import os

import pytest

from data.drawer import DrawerInFolder
from data.inboxes import INBOXES, PAGES, page_of

DOCUMENT = {"zoom": 1.25, "columns": {"agents": "AAAA"}, "filter": {"channels": ["Facebook"]}}


def test_what_is_put_in_is_found_again_by_its_owner_alone(tmp_path):
    drawer = DrawerInFolder(tmp_path / "state")
    assert drawer.look("desk") is None
    drawer.put("desk", {})
    drawer.put("desk", DOCUMENT)
    assert DrawerInFolder(tmp_path / "state").look("desk") == DOCUMENT
    assert (tmp_path / "state" / "desk.json").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "state").iterdir()] == ["desk.json"]


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"zoom": NaN'])
def test_a_damaged_document_is_as_none_and_the_next_one_takes_its_place(tmp_path, damage, logs):
    logs.expect("is begun anew")
    (tmp_path / "desk.json").write_bytes(damage)
    drawer = DrawerInFolder(tmp_path)
    assert drawer.look("desk") is None
    drawer.put("desk", DOCUMENT)
    assert drawer.look("desk") == DOCUMENT


def test_a_folder_that_can_not_be_written_costs_a_line_in_the_log(tmp_path, logs):
    logs.expect("can't be kept")
    (tmp_path / "state").write_text("a file, where a folder should be")
    DrawerInFolder(tmp_path / "state").put("desk", DOCUMENT)


def test_a_half_written_document_of_an_earlier_run_is_no_obstacle(tmp_path):
    (tmp_path / "desk.new").write_text("{")
    drawer = DrawerInFolder(tmp_path)
    drawer.put("desk", DOCUMENT)
    assert drawer.look("desk") == DOCUMENT
    assert os.listdir(tmp_path) == ["desk.json"]  # noqa: PTH208


def test_a_conversations_page_is_the_backends_own():
    assert (
        page_of("chatwoot", "https://chat.example.no/", 3)
        == "https://chat.example.no/app/accounts/3/conversations/{id}"
    )
    assert page_of("chatwoot", "", 3) == page_of("letters", "https://chat.example.no", 3) == ""
    assert PAGES.keys() <= INBOXES.keys()
