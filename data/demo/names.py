"""Invented names of customers, by language; any likeness to a living person is chance."""

from __future__ import annotations

from random import Random

FIRST = {
    "nb": (
        "Kari",
        "Ola",
        "Ingrid",
        "Lars",
        "Solveig",
        "Per",
        "Marit",
        "Knut",
        "Silje",
        "Magnus",
        "Hilde",
        "Tor",
        "Randi",
        "Geir",
        "Camilla",
        "Espen",
        "Berit",
        "Odd",
    ),
    "nn": ("Gudrun", "Olav", "Ragnhild", "Sjur", "Turid", "Eldar", "Jorunn", "Arve", "Oddny", "Torleif"),
    "sv": ("Elin", "Gustav", "Maja", "Oskar", "Birgitta", "Nils", "Annika", "Johan", "Ebba", "Lennart"),
    "da": ("Mette", "Rasmus", "Kirsten", "Søren", "Freja", "Jens", "Pernille", "Mads", "Lone", "Torben"),
    "en": ("Emma", "James", "Priya", "Daniel", "Aisha", "Tom", "Chloe", "Marek", "Grace", "Liam"),
}
LAST = {
    "nb": (
        "Nordmann",
        "Hansen",
        "Berg",
        "Lie",
        "Solberg",
        "Haugen",
        "Moen",
        "Dahl",
        "Strand",
        "Bakken",
        "Holm",
        "Eide",
        "Nygård",
        "Fossum",
        "Lunde",
    ),
    "nn": ("Fjelltun", "Aasen", "Sunde", "Vikøyri", "Stølen", "Hovland", "Espeland", "Bø", "Systad", "Urdal"),
    "sv": ("Lindqvist", "Bergström", "Sandberg", "Ekman", "Nyberg", "Åkesson", "Hellström", "Forsell"),
    "da": ("Madsen", "Kjær", "Bech", "Frandsen", "Højgaard", "Østergaard", "Lykke", "Damgaard"),
    "en": ("Carter", "Singh", "Novak", "Hughes", "Owens", "Bell", "Khan", "Murphy"),
}


def invent(rng: Random, language: str) -> str:
    """A first and a last name."""
    return f"{rng.choice(FIRST.get(language, FIRST['nb']))} {rng.choice(LAST.get(language, LAST['nb']))}"
