"""Every role of every theme can be read against its ground."""

import pytest

import resources
from ui.drawing.theme import ROLES, ThemeFault, contrast, load, read

THEMES = sorted(file.stem for file in resources.path("themes").glob("*.toml"))


def test_there_is_a_dark_and_a_light_one():
    assert {"dark", "light"} <= set(THEMES)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("role", [role for role, least in ROLES.items() if least])
def test_a_role_stands_out_from_the_ground(name, role):
    roles = load(name).roles
    assert contrast(roles[role], roles["ground"]) >= ROLES[role]


def test_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("warn = ", "wran = "), "wran"),
        (('warn = "orange"', 'warn = "oragne"'), "no such base colour: oragne"),
    ],
)
def test_a_slip_in_a_theme_is_said(tmp_path, change, said):
    file = tmp_path / "mine.toml"
    file.write_text(resources.path("themes", "dark.toml").read_text().replace(*change))
    with pytest.raises(ThemeFault, match=said):
        read(file)
