"""The account as Chatwoot keeps it: what happens to a conversation, and which field changes when."""

from __future__ import annotations

from data.demo.facts import Reply
from data.demo.phrases import AgentPhrase
from data.demo.plan import Mood
from data.demo.records import Conversation, Kind, Message, Person, TeamRow
from data.demo.rows import ReportingEvent, Rows

ACCOUNT = 1
AUTOMATION_RULE = 5
CAMPAIGN = 3


class Account(Rows):
    """The verbs: customers write, we answer, and a conversation is assigned, put aside, resolved."""

    # ---- messages

    def incoming(
        self, conversation: Conversation, at: int, content: str | None, topic: str, mood: Mood | None
    ) -> None:
        """A customer writes; opens what was resolved or snoozed."""
        contact = conversation.contact
        contact.last_activity_at = at
        self.post(
            conversation,
            Message(self.next_id(), at, Kind.INCOMING, content, sender=contact, sender_kind="contact",
                    topic=topic, mood=mood),
        )  # fmt: skip
        conversation.last_customer_at = at
        self.facts.customer_wrote(conversation.id, at, mood)
        if not conversation.waiting_since:
            conversation.waiting_since = at
        if conversation.status in ("resolved", "snoozed"):
            self._reopen(conversation, at)

    def reply(
        self, conversation: Conversation, at: int, said: AgentPhrase, person: Person, *, echo: bool = False
    ) -> None:
        """A person answers in public: under the own name, by the page account, or in the channel's app."""
        account = self.people.page_accounts.get(conversation.inbox.channel.page_account, person)
        sender = None if echo else account
        message = Message(self.next_id(), at, Kind.OUTGOING, said.text, sender=sender, person=person)
        message.sender_kind = "user" if sender else None
        if echo:
            message.content_attributes = {"external_echo": True}
        self.post(conversation, message)
        self._measure_reply(conversation, at, sender)
        conversation.last_reply_at = at
        conversation.replies += 1
        by = sender.id if sender else None
        self.facts.human_replied(Reply(at, conversation.id, by, person.id, said.meets_feeling))

    def note(self, conversation: Conversation, at: int, text: str, person: Person) -> None:
        """Write a private note, for colleagues only."""
        self.post(
            conversation,
            Message(
                self.next_id(),
                at,
                Kind.OUTGOING,
                text,
                private=True,
                sender=person,
                sender_kind="user",
                person=person,
            ),
        )

    def template(self, conversation: Conversation, at: int, text: str, content_type: str = "text") -> None:
        """Greeting, out of office, survey: automatic, without a sender."""
        self.post(conversation, Message(self.next_id(), at, Kind.TEMPLATE, text, content_type=content_type))

    def bot(self, conversation: Conversation, at: int, text: str) -> None:
        """An agent bot answers, which clears waiting_since though no person has replied (since 2026)."""
        self.post(conversation, Message(self.next_id(), at, Kind.OUTGOING, text, sender_kind="agent_bot"))
        conversation.waiting_since = 0

    def automation(self, conversation: Conversation, at: int, text: str, sender: Person | None) -> None:
        """A rule answers; some servers name a user as its sender, which makes it no human reply."""
        message = Message(
            self.next_id(), at, Kind.OUTGOING, text, sender=sender, sender_kind="user" if sender else None
        )
        message.content_attributes = {"automation_rule_id": AUTOMATION_RULE}
        self.post(conversation, message)

    def campaign(self, conversation: Conversation, at: int, text: str, sender: Person) -> None:
        """Send a mailing, marked in additional_attributes, which Chatwoot's list of messages leaves out."""
        message = Message(self.next_id(), at, Kind.OUTGOING, text, sender=sender, sender_kind="user")
        message.additional_attributes = {"campaign_id": CAMPAIGN}
        self.post(conversation, message)

    # ---- what agents do with a conversation

    def assign(self, conversation: Conversation, at: int, person: Person, by: Person | None = None) -> None:
        """Give it to a person; nobody as `by` is the account's own rule."""
        conversation.assignee = person
        conversation.assignee_last_seen_at = 0
        if by is person:
            line = f"{person.name} self-assigned this conversation"
        else:
            line = f"Assigned to {person.name} by {by.name if by else 'Automation System'}"
        self.line(conversation, at, line)

    def give_to_team(self, conversation: Conversation, at: int, team: TeamRow, by: Person) -> None:
        """Assign to a team."""
        conversation.team = team
        self.line(conversation, at, f"Assigned to {team.team.name} by {by.name}")

    def label(self, conversation: Conversation, at: int, title: str, by: Person) -> None:
        """Add a label."""
        conversation.labels = (*conversation.labels, title)
        self.line(conversation, at, f"{by.name} added {title}")

    def see(self, conversation: Conversation, at: int, person: Person) -> None:
        """Somebody of ours has read it."""
        conversation.agent_last_seen_at = at
        if conversation.assignee is person:
            conversation.assignee_last_seen_at = at
        self.touch(conversation, at)

    def resolve(self, conversation: Conversation, at: int, by: Person | None) -> None:
        """Nobody: the account's own rule, after days without a word."""
        self.set_status(conversation, at, "resolved")
        conversation.resolved_at = at
        conversation.waiting_since = 0
        self.reporting.append(
            ReportingEvent(at, "conversation_resolved", at - conversation.created_at,
                           conversation.assignee.id if conversation.assignee else None, conversation)
        )  # fmt: skip
        who = by.name if by else "system due to 7 days of inactivity"
        self.line(conversation, at, f"Conversation was marked resolved by {who}")
        self.facts.resolved(conversation.id, at)

    def pend(self, conversation: Conversation, at: int, by: Person) -> None:
        """Put it aside until a colleague has answered."""
        self.set_status(conversation, at, "pending")
        self.line(conversation, at, f"Conversation was marked as pending by {by.name}")

    def snooze(self, conversation: Conversation, at: int, until: int, by: Person) -> None:
        """Put it aside until an instant, or until the customer writes."""
        self.set_status(conversation, at, "snoozed")
        conversation.snoozed_until = until
        self.line(conversation, at, f"Conversation was snoozed by {by.name}")

    def open(self, conversation: Conversation, at: int, by: Person | None = None) -> None:
        """By a person with a line; at the end of a snooze without one."""
        self.set_status(conversation, at, "open")
        conversation.opened_at = at
        if by:
            self.line(conversation, at, f"Conversation was reopened by {by.name}")

    def hand_over(self, conversation: Conversation, at: int) -> None:
        """A bot hands over to people: no line, and the wait that Chatwoot knows begins only now."""
        self.open(conversation, at)
        conversation.waiting_since = conversation.waiting_since or at

    def _reopen(self, conversation: Conversation, at: int) -> None:
        self.set_status(conversation, at, "open")
        conversation.opened_at = at
        if conversation.inbox.channel.type == "Channel::Api":
            self.line(conversation, at, "System reopened the conversation due to a new incoming message.")

    def _measure_reply(self, conversation: Conversation, at: int, sender: Person | None) -> None:
        if not conversation.first_reply_created_at:
            conversation.first_reply_created_at = at
            value = at - conversation.opened_at
            self.reporting.append(
                ReportingEvent(at, "first_response", value, sender.id if sender else None, conversation)
            )
        elif conversation.waiting_since:
            owner = conversation.assignee
            value = at - conversation.waiting_since
            self.reporting.append(
                ReportingEvent(at, "reply_time", value, owner.id if owner else None, conversation)
            )
        conversation.waiting_since = 0
