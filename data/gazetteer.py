"""The places that are shipped, of each country."""

import resources
from dashboard.voice.places import Places

COUNTRIES = ("no", "se", "dk")


def places() -> Places:
    """All of them; where two countries share a name it is the first one's."""
    return Places(
        line
        for country in COUNTRIES
        for line in resources.path("places", f"{country}.txt").read_text(encoding="utf-8").splitlines()
    )
