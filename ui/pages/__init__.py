"""The pages: one file a page, one row in PAGES."""

from ui.pages.now import NOW
from ui.pages.page import Page

PAGES: dict[str, Page] = {page.name: page for page in (NOW,)}
