"""How the dialogs are dressed: as the desk is, with lists that breathe and one button that stands out."""

import resources
from ui.drawing.look import Look
from ui.drawing.style import sheet


def dress(look: Look) -> str:
    """The style sheet of a dialog."""
    em, roles = look.sizes.em, look.theme.roles
    return sheet(look) + MORE % {
        "rule": roles["rule"], "accent": roles["accent"], "track": roles["track"], "text": roles["text"],
        "bad": roles["bad"],
        "em2": f"{round(em * 0.2)}px", "em3": f"{round(em * 0.3)}px", "em5": f"{round(em * 0.5)}px",
        "em10": f"{em}px", "em16": f"{round(em * 1.6)}px", "focus": f"{max(2, round(em / 8))}px",
        "down": resources.path("icons", "down.svg").as_posix(),
    }  # fmt: skip


MORE = """
QListWidget, QTableWidget { border: 1px solid %(rule)s; border-radius: %(em3)s; padding: %(em2)s; margin: 1px; }
QListWidget:focus, QTableWidget:focus { border: %(focus)s solid %(accent)s; margin: 0; }
QListWidget::item { padding: %(em3)s %(em5)s; border: 0; }
QPushButton:default { border-color: %(text)s; }
QPushButton:default:focus { border: %(focus)s solid %(accent)s; margin: 0; }
QScrollArea { border: 0; }
QLabel[fault="true"] { color: %(bad)s; }
QComboBox { padding-right: %(em16)s; }
QComboBox::drop-down { border: 0; width: %(em16)s; }
QComboBox::down-arrow { image: url("%(down)s"); width: %(em10)s; height: %(em10)s; }
"""
