"""The pages: one file a page, one row in PAGES."""

from ui.pages.channels import CHANNELS
from ui.pages.month import MONTH
from ui.pages.now import NOW
from ui.pages.page import Page
from ui.pages.response import RESPONSE
from ui.pages.storm import STORM
from ui.pages.team import TEAM
from ui.pages.today import TODAY
from ui.pages.voice import VOICE

PAGES: dict[str, Page] = {
    page.name: page for page in (NOW, RESPONSE, TEAM, CHANNELS, TODAY, VOICE, MONTH, STORM)
}
