"""How desk and dialogs are dressed: a Look at arm's length for what is painted, a style sheet for what Qt draws."""

from PySide6.QtGui import QColor, QPalette

import resources
from ui.drawing.fonts import FAMILY
from ui.drawing.look import Look, cap_ratio
from ui.drawing.sizes import Sizes
from ui.drawing.theme import Theme

EM_PX = 14.0
"""The font size at 100 %: what an office program has at 0.6 m."""
ZOOMS = (0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
FULL_HD = (1920, 1080)


class DeskSizes(Sizes, frozen=True, kw_only=True):
    """Sizes for a reader an arm away: numbers stand out less, footnotes are read."""

    @property
    def number(self) -> int:
        """The font size of a tile's one number."""
        return round(self.em * 1.8)

    @property
    def footnote(self) -> int:
        """The font size of what is said of a number."""
        return round(self.em * 0.87)

    @property
    def pen(self) -> float:
        """The thickness of a curve."""
        return max(1.4, self.em / 9)


def look_at(theme: Theme, zoom: float, *, faded: bool = False) -> Look:
    """The look at a zoom."""
    return Look(theme, DeskSizes(em=max(8, round(EM_PX * zoom)), cap_ratio=cap_ratio()), faded=faded)


def first_zoom(width_px: int, height_px: int) -> float:
    """The zoom for a screen that nobody has chosen one for: a 4K screen without scaling has letters twice as large."""
    wanted = max(1.0, min(width_px / FULL_HD[0], height_px / FULL_HD[1]))
    return max(zoom for zoom in ZOOMS if zoom <= max(1.0, min(2.0, wanted)))


def nearest(zoom: float, steps: int = 0) -> float:
    """The zoom so many steps from the one that is nearest to a wish."""
    place = min(range(len(ZOOMS)), key=lambda index: abs(ZOOMS[index] - zoom))
    return ZOOMS[max(0, min(len(ZOOMS) - 1, place + steps))]


def palette(look: Look) -> QPalette:
    """The theme's colours for what the style sheet does not reach."""
    made, role = QPalette(), QPalette.ColorRole
    for of, name in {
        role.Window: "ground", role.Base: "ground", role.AlternateBase: "track", role.Button: "ground",
        role.ToolTipBase: "track", role.WindowText: "text", role.Text: "text", role.ButtonText: "text",
        role.ToolTipText: "text", role.BrightText: "text", role.PlaceholderText: "note", role.Highlight: "track",
        role.HighlightedText: "text", role.Mid: "rule", role.Light: "rule", role.Dark: "rule",
        role.Link: "text", role.LinkVisited: "dim",
    }.items():  # fmt: skip
        made.setColor(of, QColor(look.theme.roles[name]))
    made.setColor(QPalette.ColorGroup.Disabled, role.ButtonText, QColor(look.theme.roles["note"]))
    made.setColor(QPalette.ColorGroup.Disabled, role.WindowText, QColor(look.theme.roles["note"]))
    made.setColor(QPalette.ColorGroup.Disabled, role.Text, QColor(look.theme.roles["note"]))
    return made


def sheet(look: Look) -> str:
    """The style sheet: flat, one hairline a group, the focus always seen."""
    em = look.sizes.em
    it = {
        role: look.theme.roles[role] for role in ("ground", "track", "rule", "text", "dim", "note", "accent")
    }
    it |= {"warn": look.theme.roles["warn"], "hair": "1px", "focus": f"{max(2, round(em / 8))}px"}
    it |= {"family": FAMILY, "small": f"{look.sizes.footnote}px"}
    it |= {
        way: str(resources.path("icons", f"{way}-{look.theme.name}.svg"))
        for way in ("down", "left", "right", "check")
    }
    it |= {f"em{tenths}": f"{round(em * tenths / 10)}px" for tenths in range(1, 31)}
    return SHEET % it


SHEET = """
QMainWindow, QDialog, QWidget { background: %(ground)s; color: %(text)s;
  font-family: "%(family)s"; font-size: %(em10)s; }
QHeaderView::section { font-size: %(small)s; }
QMenuBar { background: %(ground)s; border: 0; padding: %(em1)s %(em4)s 0 %(em4)s; }
QMenuBar::item { padding: %(em3)s %(em6)s; color: %(dim)s; background: transparent; border-radius: %(em2)s; }
QMenuBar::item:selected { background: %(track)s; color: %(text)s; }
QMenu { background: %(ground)s; border: %(hair)s solid %(rule)s; padding: %(em3)s; }
QMenu::item { padding: %(em3)s %(em20)s %(em3)s %(em18)s; border-radius: %(em2)s; }
QMenu::item:selected { background: %(track)s; }
QMenu::item:disabled { color: %(note)s; }
QMenu::separator { height: 1px; background: %(rule)s; margin: %(em3)s %(em6)s; }
QMenu::indicator { width: %(em9)s; height: %(em9)s; left: %(em5)s; border: %(hair)s solid %(note)s;
  border-radius: %(em1)s; }
QMenu::indicator:checked { background: %(accent)s; border-color: %(accent)s; }
QMenu::indicator:exclusive { border-radius: %(em4)s; }
QToolButton, QPushButton { background: %(ground)s; color: %(text)s; border: %(hair)s solid %(rule)s;
  border-radius: %(em3)s; padding: %(em2)s %(em6)s; margin: 1px; }
QToolButton:hover, QPushButton:hover { background: %(track)s; }
QToolButton:pressed, QPushButton:pressed, QToolButton:open { background: %(rule)s; }
QToolButton[set="true"] { border-color: %(accent)s; background: %(track)s; }
QToolButton:focus, QPushButton:focus { border: %(focus)s solid %(accent)s; margin: 0; }
QToolButton:disabled, QPushButton:disabled { color: %(note)s; border-color: %(track)s; }
QPushButton:default { background: %(accent)s; color: %(ground)s; border-color: %(accent)s; font-weight: 600; }
QPushButton:default:hover { background: %(text)s; border-color: %(text)s; }
QPushButton:default:focus { border-color: %(text)s; }
QPushButton:default:disabled { background: %(track)s; color: %(note)s; border-color: %(track)s; }
QToolButton::menu-indicator { image: none; width: 0; }
QLineEdit, QPlainTextEdit, QComboBox, QDateTimeEdit, QSpinBox { background: %(ground)s; color: %(text)s;
  border: %(hair)s solid %(rule)s; border-radius: %(em3)s; padding: %(em2)s %(em5)s; margin: 1px;
  selection-background-color: %(accent)s; selection-color: %(ground)s; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QDateTimeEdit:focus, QSpinBox:focus {
  border: %(focus)s solid %(accent)s; margin: 0; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QDateTimeEdit:disabled, QSpinBox:disabled {
  color: %(note)s; border-color: %(track)s; }
QComboBox QAbstractItemView { background: %(ground)s; border: %(hair)s solid %(rule)s;
  selection-background-color: %(track)s; selection-color: %(text)s; }
QComboBox::drop-down, QDateTimeEdit::drop-down { border: 0; background: transparent; width: %(em14)s; }
QComboBox::down-arrow, QDateTimeEdit::down-arrow { image: url("%(down)s"); width: %(em7)s; height: %(em7)s; }
QTableView, QListView { background: %(ground)s; border: %(focus)s solid %(ground)s; outline: 0;
  selection-background-color: %(track)s; selection-color: %(text)s; }
QTableView:focus, QListView:focus { border: %(focus)s solid %(accent)s; }
QTableView::item { padding: 0 %(em4)s; border: 0; }
QTableView::item:selected, QListView::item:selected { background: %(track)s; color: %(text)s; }
QTableView::item:hover:!selected, QListView::item:hover:!selected { background: %(ground)s; }
QHeaderView { background: %(ground)s; border: 0; }
QHeaderView::section { background: %(ground)s; color: %(dim)s; border: 0; border-bottom: %(hair)s solid %(rule)s;
  padding: %(em2)s %(em6)s; }
QHeaderView::section:hover { color: %(text)s; }
QHeaderView::up-arrow, QHeaderView::down-arrow { image: none; width: 0; }
QTableCornerButton::section { background: %(ground)s; border: 0; }
QPushButton[tab="true"] { background: transparent; color: %(dim)s; border: %(focus)s solid transparent;
  border-bottom: %(focus)s solid transparent; border-radius: 0; padding: %(em2)s %(em4)s; margin: 0; }
QPushButton[tab="true"]:hover { color: %(text)s; background: transparent; }
QPushButton[tab="true"]:checked { color: %(text)s; border-bottom-color: %(text)s; }
QPushButton[tab="true"]:focus { color: %(text)s; border: %(focus)s solid %(accent)s; border-radius: %(em3)s; }
QFrame[rule="true"] { background: %(rule)s; border: 0; }
QScrollBar:vertical { background: %(ground)s; width: %(em7)s; margin: 0; }
QScrollBar:horizontal { background: %(ground)s; height: %(em7)s; margin: 0; }
QScrollBar::handle { background: %(rule)s; border-radius: %(em2)s; min-height: %(em20)s; min-width: %(em20)s;
  margin: %(em1)s; }
QScrollBar::handle:hover { background: %(note)s; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: %(ground)s; }
QSplitter::handle { background: %(ground)s; }
QSplitter::handle:hover { background: %(rule)s; }
QProgressBar { background: %(track)s; border: 0; border-radius: %(em1)s; max-height: %(em3)s; }
QProgressBar::chunk { background: %(accent)s; border-radius: %(em1)s; }
QSlider { min-height: %(em14)s; border: %(focus)s solid transparent; border-radius: %(em3)s; }
QSlider:focus { border-color: %(accent)s; }
QSlider::groove:horizontal { background: %(track)s; height: %(em3)s; border-radius: %(em1)s; }
QSlider::sub-page:horizontal { background: %(rule)s; border-radius: %(em1)s; }
QSlider::handle:horizontal { background: %(text)s; width: %(em6)s; margin: -%(em4)s 0; border-radius: %(em2)s; }
QSlider::handle:horizontal:focus { background: %(accent)s; }
QSlider::handle:horizontal:disabled { background: %(rule)s; }
QToolTip { background: %(track)s; color: %(text)s; border: %(hair)s solid %(rule)s; padding: %(em3)s; }
QLabel { background: transparent; }
QLabel[indented="true"] { padding-left: %(em5)s; }
QLabel[strong="true"] { font-weight: 600; }
QLabel[quiet="true"] { color: %(dim)s; }
QLabel[note="true"] { color: %(note)s; }
QLabel[past="true"] { background: %(warn)s; color: %(ground)s; border-radius: %(em3)s; padding: %(em2)s %(em6)s; }
QCheckBox::indicator { width: %(em9)s; height: %(em9)s; border: %(hair)s solid %(note)s; border-radius: %(em1)s; }
QCheckBox::indicator:checked { background: %(accent)s; border-color: %(accent)s; image: url("%(check)s"); }
QCheckBox::indicator:disabled { border-color: %(rule)s; }
QCheckBox { border: %(focus)s solid transparent; border-radius: %(em3)s; padding: %(em1)s %(em2)s; }
QCheckBox:focus { border-color: %(accent)s; }
"""
