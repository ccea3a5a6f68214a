"""The page of a conversation: only a web address, whatever the conversation is called."""

import pytest

from ui.desk.links import link

TEMPLATE = "https://chat.example.no/app/accounts/1/conversations/{id}"


def test_the_number_takes_its_place():
    assert link(TEMPLATE, "1042") == "https://chat.example.no/app/accounts/1/conversations/1042"


def test_an_id_is_a_part_of_the_path_and_nothing_else():
    assert link(TEMPLATE, "../../evil?x=1#y").endswith("/conversations/..%2F..%2Fevil%3Fx%3D1%23y")


@pytest.mark.parametrize(
    "template",
    [
        "",
        "https://chat.example.no/",
        "file:///{id}",
        "javascript:alert({id})",
        "//host/{id}",
        "https:///{id}",
        "http://[/{id}",
    ],
)
def test_what_is_no_page_on_the_web_is_not_opened(template):
    assert link(template, "1") == ""


def test_without_a_conversation_there_is_no_page():
    assert link(TEMPLATE, "") == ""
