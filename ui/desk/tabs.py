"""Pages under a row of tabs that goes on in a second line where it has no room: no tab is ever cut or out of sight."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui.desk.flow import Flow
from ui.drawing.look import Look


class Tabs(QWidget):
    """Shows one page at a time; arrows go from tab to tab, Tab goes into the page. `turned` when it is another one."""

    turned = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._pages = QStackedWidget()
        self._tabs: dict[QWidget, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._row = Flow()
        rule = QFrame()
        rule.setProperty("rule", "true")
        rule.setFixedHeight(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._row)
        layout.addWidget(rule)
        layout.addWidget(self._pages, 1)
        self._layout = layout

    def add(self, page: QWidget, title: str) -> None:
        """Add a page, the last one so far."""
        tab = QPushButton(title)
        tab.setProperty("tab", "true")
        tab.setCheckable(True)
        tab.setAccessibleName(title)
        tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        tab.toggled.connect(lambda on, page=page: self._turned(page) if on else None)
        self._tabs[page] = tab
        self._group.addButton(tab)
        self._row.put(tab)
        self._pages.addWidget(page)
        if len(self._tabs) == 1:
            tab.setChecked(True)

    def take(self) -> dict[QWidget, str]:
        """Give all pages away, with their titles."""
        taken = {page: tab.text() for page, tab in self._tabs.items()}
        for page, tab in self._tabs.items():
            self._pages.removeWidget(page)
            self._group.removeButton(tab)
            self._row.removeWidget(tab)
            tab.hide()
            tab.deleteLater()
        self._tabs = {}
        return taken

    @property
    def pages(self) -> list[QWidget]:
        """The pages, in the order of their tabs."""
        return list(self._tabs)

    @property
    def current(self) -> QWidget | None:
        """The page that is shown."""
        return self._pages.currentWidget()

    def turn(self, page: QWidget) -> None:
        """Show a page; one of another row is let be."""
        if page in self._tabs:
            self._tabs[page].setChecked(True)

    @property
    def in_one_line(self) -> int:
        """How wide it is when all tabs stand side by side."""
        return self._row.sizeHint().width()

    def tab(self, page: QWidget) -> QPushButton:
        """The tab of a page."""
        return self._tabs[page]

    def _turned(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self.turned.emit(page)

    def dress(self, look: Look) -> None:
        """Take on another look."""
        self._row.setSpacing(0)
        self._layout.setSpacing(round(look.sizes.em * 0.25))
