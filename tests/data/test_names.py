"""The lists of names as they lie in the resources."""

from data.names import masker, names
from resources import path


def test_each_list_holds_what_its_name_says():
    lists = names()
    assert {"ragnhild", "mohammed", "agnieszka", "fadumo", "aino"} <= lists.first
    assert {"hansen", "nguyen", "lindqvist", "korhonen"} <= lists.family
    assert {"bergen", "göteborg", "aarhus"} <= lists.places
    assert {"netflix", "mandag"} <= lists.known
    assert {"dag", "line", "even"} <= lists.words & lists.first
    assert all(len(phrase.split()) == 2 for phrase in lists.phrases)


def test_the_lists_say_where_they_come_from():
    assert "written for this product" in path("names", "README.md").read_text(encoding="utf-8")


def test_a_masker_knows_the_lists():
    assert masker().mask("Ragnhild er flink") == "▇▇▇ er flink"
