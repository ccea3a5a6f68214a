"""The pages of paper: all on the page, whole, and nothing over anything else, whatever there is to say."""

from datetime import date, timedelta

import msgspec
import pytest

from dashboard.export_settings import Benchmark
from dashboard.kept import Event, Gap
from dashboard.measure.metrics import METRICS
from dashboard.monthly import StormCost, TopicMonth
from dashboard.voice.values import Sentence, TopicNow
from tests.dashboard.test_day import NIGHT, NOON, kept, the
from tests.dashboard.test_monthly import kept as kept_day
from tests.dashboard.test_monthly import november
from ui.sheets.cells import cell
from ui.sheets.day_model import day_page
from ui.sheets.day_page import draw_day
from ui.sheets.month_model import month_page
from ui.sheets.month_page import draw_month
from ui.sheets.paper import HEIGHT, WIDTH, drawn, pdf
from ui.sheets.words import NAMES, definition, heading
from ui.speech.language import LOCALES, speaking

HOUR = timedelta(hours=1)
LONG = (
    "Hver gang dere «forbedrer» noe, forsvinner en knapp jeg brukte hver eneste dag, og ingen kan si meg "
    "hvor den er blitt av nå lenger"
)
NAMES_OF = {"en": "Delivery, technician and everything else", "nb": "Levering og tekniker og alt annet"}


def busy_day():
    """Much of everything."""
    topics = tuple(
        TopicNow(id=f"t{n}", names=NAMES_OF,
                 customers_today=12345 - n, negative=0.5, heard=9)
        for n in range(5)
    )  # fmt: skip
    sentences = tuple(
        Sentence(id=str(n), at=NOON, text=LONG, topic="t1", mood="negative", language="nb") for n in range(3)
    )
    events = tuple(
        Event(kind="storm", at=NOON + n * HOUR / 4, until=NOON + (n + 1) * HOUR / 4) for n in range(7)
    )
    gaps = tuple(
        Gap(first=NOON - n * HOUR, after=NOON - (n - 0.5) * HOUR, why="rate_limited") for n in range(1, 9)
    )
    day = the(kept(0, 1234567), *(kept(n, 765432 + n) for n in range(1, 9)))
    return msgspec.structs.replace(
        day, problems=topics, sentences=sentences, events=events, gaps=gaps, longest_wait=8.5e5, known=0.5
    )


SOURCE = "w" * 40 + " source" * 22


def busy_month():
    days = [
        kept_day(date(2026, 11, n), messages=123456, median=86000.0 * (n % 3)) for n in range(1, 29) if n != 9
    ]
    costs = tuple(StormCost(begin=NOON, end=NIGHT, waits=12345, missed=12340, longest=4e5) for _ in range(9))
    problems = tuple(TopicMonth(id=f"t{n}", names={"en": "Delivery, technician and all"}, customers=99999 - n,
                                negative=0.5, heard=50) for n in range(9))  # fmt: skip
    others = tuple(Benchmark(name=f"Competitor number {n}", response_rate=0.5, response_time=1e6, source=SOURCE)
                   for n in range(3))  # fmt: skip
    month = november(*days, kept_day(date(2026, 10, 3)))
    return msgspec.structs.replace(month, storms=costs, problems=problems, benchmarks=others)


PAGES = {
    "a day": lambda: (draw_day, day_page(the(kept(0)))),
    "a busy day": lambda: (draw_day, day_page(busy_day())),
    "a month": lambda: (draw_month, month_page(november(kept_day(date(2026, 11, 3))))),
    "a busy month": lambda: (draw_month, month_page(busy_month())),
}


@pytest.mark.parametrize("spoken", LOCALES)
@pytest.mark.parametrize("name", PAGES)
def test_all_of_a_page_is_on_it_and_nothing_over_anything_else(fonts, name, spoken):
    with speaking(spoken):
        draw, page = PAGES[name]()
        texts = drawn(lambda ink: draw(ink, page))
    for each in texts:
        assert each.whole or each.text.endswith("…"), each
        assert each.left >= 60, each
        assert each.left + each.width <= WIDTH - 60, each
        assert each.top >= 60, each
        assert each.top + each.height <= HEIGHT - 40, each
    for place, one in enumerate(texts):
        for other in texts[place + 1 :]:
            assert not _over(one, other), (one.text, other.text)


def _over(one, other):
    across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    down = min(one.top + one.height * 0.78, other.top + other.height * 0.78) - max(one.top, other.top)
    return across > 1 and down > 1


def test_each_number_has_a_name_and_means_what_the_table_says():
    assert {metric.key for metric in METRICS} == set(NAMES)
    assert definition("messages_in") == "Customer messages."
    assert definition("first_response_time.p90").endswith("One in ten took longer.")


def test_a_cell_says_our_words_in_the_readers_language_and_a_strangers_as_they_are():
    topics = {"invoice": {"en": "Invoice", "nb": "Faktura"}}
    with speaking("nb"):
        assert cell("unit", "s", topics) == "sekunder"
        assert cell("public", "yes", topics) == "ja"
        assert cell("status", "resolved", topics) == "løst"
        assert cell("topics", "invoice, own_label", topics) == "Faktura, own_label"
        assert cell("definition", "Customer messages.", topics) == "Meldinger fra kunder."
        assert cell("number", "first_response_time.median", topics) == "Første svartid, median (s)"
        assert cell("channel", "yes", topics) == "yes"
        assert cell("status", "of their own", topics) == "of their own"
        assert cell("text", "storm", topics) == "storm"


def test_the_big_numbers_are_of_one_size_and_begin_where_their_names_do(fonts):
    page = day_page(busy_day())
    texts = drawn(lambda ink: draw_day(ink, page))
    found = {it.text: it for it in reversed(texts)}
    said = [found[each.said.replace("\xa0", " ")] for each in page.heroes]
    assert [it.left for it in said] == [found[each.name].left for each in page.heroes]
    sizes = {it.px for it in said}
    assert len(sizes) == 1


def test_headings_say_the_unit_of_a_time():
    assert heading("first_response_time.p90") == "First reply, 90 % (s)"
    assert heading("now.longest_wait") == "Longest wait (s)"
    assert heading("response_rate.value") == "Response rate"
    assert heading("customer's own column") == "customer's own column"


def test_the_same_page_is_the_same_pdf(fonts):
    page = day_page(the(kept(0)))
    one, two = (pdf([lambda ink: draw_day(ink, page)], title=page.title, made=NIGHT) for _ in range(2))
    assert one == two
    assert b"2026-11-27T22:59:00+00:00" in one
    other = pdf([lambda ink: draw_day(ink, page)], title=page.title, made=NOON)
    assert other != one


def test_a_strangers_text_is_drawn_as_text_and_in_one_line(fonts):
    event = Event(kind="annotation", at=NOON, text="<b>Match</b>\n=1+1 " + "x" * 500)
    texts = drawn(lambda ink: draw_day(ink, day_page(msgspec.structs.replace(the(kept(0)), events=(event,)))))
    said = [each.text for each in texts if "Match" in each.text]
    assert said
    assert "<b>Match</b> =1+1" in said[0]
