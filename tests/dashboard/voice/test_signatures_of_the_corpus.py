"""Signatures as replies of the corpus end with them, and shapes they were missing."""

import json

import pytest

import resources
from dashboard.voice.signatures import signature
from data.ear.replies import read_replies

CORPUS = resources.path("corpus")
REPLIES = read_replies((CORPUS / "replies.jsonl").read_bytes())
HELD_BACK = [reply for reply in REPLIES if reply.held_back]
REST = [reply for reply in REPLIES if not reply.held_back]


@pytest.mark.parametrize("replies", [REST, HELD_BACK], ids=["seen", "held back"])
def test_of_a_hundred_replies_at_least_ninety_six_are_read_right(replies):
    right = sum(signature(reply.reply) == reply.signature for reply in replies)
    assert right / len(replies) >= 0.96


def test_no_reply_is_given_a_name_that_it_does_not_have():
    wrong = [
        (reply.id, name)
        for reply in REPLIES
        if (name := signature(reply.reply)) not in (None, reply.signature)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("reply", "name"),
    [
        ("Da skal linja være oppe. [KM]", "KM"),
        ("Da skal linja være oppe! [Kari]", "Kari"),
        ("Linjen er oppe igen. Knus, Line", "Line"),
        ("Linjen er oppe igen. Bh Line", "Line"),
        ("All fixed. Hugs, Rosie", "Rosie"),
        ("All fixed. Take care, Rosie", "Rosie"),
        ("Nu fungerar det igen. Allt gott, Sara", "Sara"),
        ("Nu funkar det. BVH Sara", "Sara"),
        ("All fixed. /Rosie x", "Rosie"),
        ("Vi er på saken. *PS", "PS"),
    ],
)
def test_a_signed_reply_tells_who_wrote_it(reply, name):
    assert signature(reply) == name


@pytest.mark.parametrize(
    "reply",
    [
        "Vi er på saken. Hilsen Fjordnett",
        "Vi arbejder på sagen. Med venlig hilsen Kystnet",
        "Läs mer under [Hjälp]",
        "Velg [OK]",
        "Velg knappen [Nullstill nettverk]",
        "Vi håper alt godt.",
        "Hilsen til bestemor!",
        "Det er 4 x",
        "Trykk [Enter]",
    ],
)
def test_what_looks_like_a_signature_and_is_none(reply):
    assert signature(reply) is None


def test_few_messages_of_customers_seem_signed():
    said = [
        json.loads(line)["text"]
        for file in CORPUS.glob("*.jsonl")
        if file.name != "replies.jsonl"
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    assert sum(signature(text) is not None for text in said) <= len(said) / 200
