"""Runs a dialog by itself: the application around it, dressed as the desk is."""

import sys
from contextlib import ExitStack

import shiboken6
from PySide6.QtCore import QTimeZone
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from dashboard.set_up import SetUp
from ui.application import display_missing, named_application
from ui.drawing.look import Look, font
from ui.drawing.style import first_zoom, look_at
from ui.drawing.theme import load
from ui.endings import on_signal
from ui.faults import caught
from ui.setup.first import FirstStart, Outcome
from ui.setup.settings_dialog import SettingsDialog
from ui.speech.language import speak

NO_DISPLAY, CANCELLED, DONE = 2, 1, 0


def run_settings(files: SetUp, trial: list[str], theme: str, language: str) -> int:
    """Show the settings until they are saved or left; gives the exit status, 0 when they were saved."""
    if said := display_missing():
        sys.stderr.write(f"{said}\n")
        return NO_DISPLAY
    with ExitStack() as stack:
        stack.enter_context(caught())
        speak(language)
        look = dressed(theme)
        dialog = SettingsDialog(files, trial, look)
        return DONE if shown(dialog, stack) else CANCELLED


def run_first(files: SetUp, trial: list[str]) -> tuple[Outcome, str]:
    """Ask what must be known at the first start; what is to be shown then, and a token that could not be stored."""
    with ExitStack() as stack:
        stack.enter_context(caught())
        dressed("dark")
        zone = QTimeZone.systemTimeZoneId().toStdString()
        language = theme = ""
        while True:
            speak(language or "auto")
            with ExitStack() as once:
                dialog = FirstStart(files, trial, dressed, language, theme, zone)
                shown(dialog, once)
                outcome, token = dialog.outcome, dialog.token
                language, theme = str(dialog.language.currentData()), str(dialog.theme.currentData())
            if outcome != "language":
                return outcome, token


def dressed(theme: str) -> Look:
    """The application with our fonts, and the look that its dialogs have on this screen."""
    application = named_application()
    size = QGuiApplication.primaryScreen().size()
    look = look_at(load(theme), first_zoom(size.width(), size.height()))
    application.setFont(font(look.sizes.em))
    return look


def shown(dialog: QDialog, stack: ExitStack) -> bool:
    """Show a dialog until it is left; whether what it asks for was done."""
    stack.callback(shiboken6.delete, dialog)
    stack.enter_context(on_signal(dialog.reject))
    return dialog.exec() == QDialog.DialogCode.Accepted
