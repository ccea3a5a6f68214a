"""The bench of the ledger, in its short form: that it measures what it says, not how fast."""

from pathlib import Path

from data.bench.ledger import DAYS, bench

ROOT = Path(__file__).parents[3]


def test_the_history_is_spread_over_its_days_and_the_feed_s_part_of_it_is_kept():
    report = bench(ROOT / "main.py", conversations=10_000, messages=20_000)
    assert report.history_messages == report.archive_messages == 20_000
    assert 0.5 < report.today_messages / (20_000 / DAYS) < 1.5
    assert 0.05 < report.kept_messages / 20_000 < 0.15  # nine days of a hundred, and the open ones
    times = (report.fold_1000_of_10k_ms, report.fold_1000_of_1m_ms, report.measure_ms, report.archive_s)
    assert min(times) > 0
