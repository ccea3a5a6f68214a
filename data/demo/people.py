"""The people of the account: the administrator, the agents, and the page accounts they write through."""

from __future__ import annotations

from random import Random

from data.demo.plan import Agent, Channel, Scenario
from data.demo.records import Person

ADMINISTRATOR = 1
FIRST_AGENT = 7
DOMAIN = "demo.example"


class People:
    """All of them by id, and each kind by itself."""

    def __init__(self, scenario: Scenario) -> None:
        self.staff = [_agent(number, agent) for number, agent in enumerate(scenario.agents, FIRST_AGENT)]
        pages = dict.fromkeys(channel.page_account for channel in scenario.channels if channel.page_account)
        after = FIRST_AGENT + len(self.staff)
        self.page_accounts = {
            name: Person(number, name, f"page{number}@{DOMAIN}", Agent(name=name))
            for number, name in enumerate(pages, after)
        }
        # Whose token the wall has; nobody works under this name.
        wall = Agent(name="Vegg Skjerm")
        administrator = Person(ADMINISTRATOR, wall.name, f"vegg@{DOMAIN}", wall, "administrator")
        everybody = (administrator, *self.staff, *self.page_accounts.values())
        self.by_id = {person.id: person for person in everybody}


def _agent(number: int, agent: Agent) -> Person:
    person = Person(number, agent.name, f"{agent.name.split()[0].lower()}@{DOMAIN}", agent)
    if agent.stays_online:
        person.availability = "online"
    return person


def random_uuid(rng: Random) -> str:
    """A UUID of version 4 from the world's own chance, so that a seed gives the same again."""
    digits = f"{rng.getrandbits(128):032x}"
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"


def may_see(person: Person, channel: Channel) -> bool:
    """An agent sees the inboxes the agent is a member of."""
    return not channel.members or person.name in channel.members
