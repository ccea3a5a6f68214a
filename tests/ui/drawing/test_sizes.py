"""Sizes follow from diagonal, distance and pixels, by the standard's arithmetic."""

import pytest

from ui.drawing.sizes import LEAST_ARCMIN, Glass, cap_height_mm, ems


def glass(distance, width=1920, height=1080, cap_ratio=0.7):
    return Glass(diagonal_inch=55, distance_m=distance, width_px=width, height_px=height, cap_ratio=cap_ratio)


@pytest.mark.parametrize(
    ("metres", "mm", "px_at_1080", "px_at_2160"),
    [(3, 19, 30, 61), (5, 32, 50, 101), (8, 51, 81, 161), (10, 64, 101, 202)],
)
def test_a_capital_of_22_arcminutes_has_the_height_of_the_table(metres, mm, px_at_1080, px_at_2160):
    assert round(cap_height_mm(metres, 22)) == mm
    assert round(glass(metres).cap_px(22)) == px_at_1080
    assert round(glass(metres, 3840, 2160).cap_px(22)) == px_at_2160


@pytest.mark.parametrize("metres", [0.5, 1, 3, 5, 8, 10, 30])
@pytest.mark.parametrize("cap_ratio", [0.66, 0.7, 0.727])
def test_no_font_size_is_under_16_arcminutes(metres, cap_ratio):
    it = glass(metres, cap_ratio=cap_ratio)
    assert all(it.arcmin(em) >= LEAST_ARCMIN for em in ems(it))


def test_the_most_comfortable_size_comes_first():
    sizes = ems(glass(5))
    assert list(sizes) == sorted(sizes, reverse=True)
    assert glass(5).arcmin(sizes[0]) == pytest.approx(22, abs=0.4)


def test_an_arm_away_letters_are_larger_than_they_need_to_be():
    assert ems(glass(0.7)) == (1080 // 26,)
