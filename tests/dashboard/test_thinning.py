"""A series for a chart: few points, no peak and no gap lost."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dashboard.thinning import thinned

YEAR = 525_600


def test_a_year_is_two_points_a_pixel_with_every_pixels_peak_and_trough():
    at = np.arange(YEAR) * 60.0
    values = np.sin(at / 9e5) * 50 + np.random.default_rng(7).random(YEAR)
    values[123_456] = 400.0
    found_at, found = thinned(at, values, 0.0, YEAR * 60.0, 1200)
    assert found_at.size <= 2 * 1200
    assert 400.0 in found
    columns = values.reshape(1200, -1)
    places = (found_at * 1200 / (YEAR * 60.0)).astype(int)
    assert [found[places == n].min() for n in range(1200)] == columns.min(axis=1).tolist()
    assert [found[places == n].max() for n in range(1200)] == columns.max(axis=1).tolist()


def test_a_short_series_stays_as_it_is_within_its_frame():
    at, values = np.arange(10.0), np.arange(10.0) * 2
    found_at, found = thinned(at, values, 2.0, 8.0, 100)
    assert found_at.tolist() == [2, 3, 4, 5, 6, 7]
    assert found.tolist() == [4, 6, 8, 10, 12, 14]


def test_a_gap_breaks_the_line_whether_it_is_nan_or_nothing():
    at = np.arange(1000.0)
    values = np.ones(1000)
    values[300:500] = np.nan
    found_at, found = thinned(at, values, 0.0, 1000.0, 10)
    assert np.isnan(found[(found_at >= 300) & (found_at < 500)]).all()
    assert np.isnan(found).any()
    kept = np.delete(np.arange(1000), np.arange(300, 500))
    found_at, found = thinned(at[kept], np.ones(800), 0.0, 1000.0, 10)
    (gap,) = np.flatnonzero(np.isnan(found))
    assert 300 <= found_at[gap] < 500
    assert (np.diff(found_at) >= 0).all()


def test_nothing_is_nothing():
    for pixels in (0, 10):
        at, values = thinned(np.empty(0), np.empty(0), 0.0, 1.0, pixels)
        assert at.size == values.size == 0
    assert np.isnan(thinned(np.arange(100.0), np.full(100, np.nan), 0.0, 100.0, 5)[1]).all()


@given(
    st.lists(st.one_of(st.floats(-1e6, 1e6), st.just(float("nan"))), min_size=1, max_size=200),
    st.integers(1, 12),
)
def test_every_point_is_one_of_the_series_and_the_extremes_are_there(values, pixels):
    at, values = np.arange(len(values)) * 60.0, np.array(values)
    found_at, found = thinned(at, values, 0.0, len(values) * 60.0, pixels)
    known = np.isfinite(found)
    series = dict(zip(at.tolist(), values.tolist(), strict=True))
    assert all(series[t] == v for t, v in zip(found_at[known].tolist(), found[known].tolist(), strict=True))
    assert (np.diff(found_at) >= 0).all()
    if np.isfinite(values).any():
        assert np.nanmax(found) == np.nanmax(values)
        assert np.nanmin(found) == np.nanmin(values)
