"""The parts of the `by` of metrics.md, plainly: which record is of which channel, team, agent, language and hour.

Written from the page and ARCHITECTURE's "Readings of the definitions", never from the ledger.
"""

MARKS = ("/", "^")
"""What a signature of the archives begins with."""


class Part:
    """All records; each part below says of each kind of record whether it is one of its own."""

    def standing(self, told):
        """A conversation as it is now: in the queue, in the backlog."""
        return True

    def begun(self, told):
        """A conversation by its beginning."""
        return True

    def heard(self, told, at):
        return True

    def sent(self, told, reply):
        return True

    def waited(self, told, wait):
        return True

    def resolved(self, told, since):
        return True


class Held(Part):
    """A channel or a team: whatever happens in its conversations."""

    def __init__(self, dimension, key):
        self.dimension, self.key = dimension, key

    def _holds(self, told, *_):
        return getattr(told.conversation, self.dimension) == self.key

    standing = begun = heard = sent = waited = resolved = _holds


class ByLanguage(Part):
    """Whatever happens in the conversations whose customer wrote most in a language."""

    def __init__(self, key, language):
        self.key, self.language = key, language

    def _speaks(self, told, *_):
        return spoken(told, self.language) == self.key

    standing = begun = heard = sent = waited = resolved = _speaks


def spoken(told, language):
    """The language of a conversation: that of the most letters, at most 200 of a message; None before a customer."""
    letters, order = {}, []
    for _, _, _, message in told.said:
        if message is not None and message.author == "customer":
            name = language(message.text)
            letters[name] = letters.get(name, 0) + min(200, len([c for c in message.text if c.isalpha()]))
            order.append(name)
    known = {name: count for name, count in letters.items() if name != "other" and count}
    if not known:
        return "other" if order else None
    return max(known, key=lambda name: (known[name], max(i for i, each in enumerate(order) if each == name)))


class ByAgent(Part):
    """What was answered is the sender's; the queue, what customers write and what waits unanswered the assignee's."""

    def __init__(self, key, credit):
        self.key, self.credit = key, credit

    def _assigned(self, told, *_):
        return told.conversation.assignee == self.key

    standing = begun = heard = resolved = _assigned

    def sent(self, told, reply):
        return self.credit.of(reply) == self.key

    def waited(self, told, wait):
        return self.credit.of(wait["by"]) == self.key if wait["answered"] else self._assigned(told)


class ByHour(Part):
    """Counts by their own hour, times by that of the message that began the wait, resolves by the first message's."""

    def __init__(self, key, zone):
        self.key, self.zone = key, zone

    def _is(self, at):
        return at.astimezone(self.zone).hour == self.key

    def standing(self, told):
        return self._is(told.running or told.begun or told.created)

    def begun(self, told):
        return self._is(told.begun)

    def heard(self, told, at):
        return self._is(at)

    def sent(self, told, reply):
        return self._is(reply.at)

    def waited(self, told, wait):
        return self._is(wait["begun"])

    def resolved(self, told, since):
        return self._is(since)


def signed(reply):
    """The name at the end of a reply, by its mark."""
    last = reply.text.split()[-1]
    return last[1:] if last.startswith(MARKS) else None


class Credit:
    """Whom a reply is credited to: the account, or where that answers for many, the one who signed.

    `replies` are all that are at hand, `people` the names by which each agent signs, `page_accounts` those set.
    """

    def __init__(self, replies, people, page_accounts):
        self.people = people
        accounts = {reply.agent for reply in replies} - {None}
        self.shared = {
            account
            for account in accounts
            if account in page_accounts
            or accounts == {account}
            or len({signed(r) for r in replies if r.agent == account and signed(r)}) >= 3
        }
        self.names = {self.of(reply) for reply in replies} - {None}

    def of(self, reply):
        name = signed(reply)
        if name is None or (reply.agent is not None and reply.agent not in self.shared):
            return reply.agent
        if reply.agent is not None and name in self.people.get(reply.agent, ()):
            return reply.agent
        fitting = [
            agent for agent, names in self.people.items() if name in names and agent not in self.shared
        ]
        return fitting[0] if len(fitting) == 1 else name
