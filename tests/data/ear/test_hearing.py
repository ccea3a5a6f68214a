"""The ear as the program makes it, of the resources and the settings."""

from dashboard.settings import from_mapping
from data.ear.hearing import ear
from data.ear.labelled import read


def test_a_label_with_somebodys_name_or_number_in_it_becomes_a_topic_without_it():
    heard = ear(from_mapping({})).labelled(
        ("vip-kunde", "Gjertrud Ånneland", "kunde 17058530093", "kari-nordmann")
    )
    assert heard == ("vip-kunde", "▇▇▇", "kunde ▇▇▇", "▇▇▇")


def test_a_label_of_the_owners_topics_is_told_by_them_whatever_it_is_called():
    (topic,) = ear(from_mapping({})).labelled(("invoice",))
    assert topic == "invoice"


def test_a_labelled_line_that_is_left_out_is_named_by_its_number_without_what_stands_in_it(tmp_path, logs):
    logs.expect("more.jsonl, line 2: left out: Invalid enum value - at `$.sentiment`")
    file = tmp_path / "more.jsonl"
    file.write_text('{"text": "Nettet er nede"}\n{"text": "Nei", "sentiment": "Gjertrud"}\n')
    assert [line.text for line in read(file)] == ["Nettet er nede"]
    assert logs.said("left out") == 1
    assert not logs.said("Gjertrud")
