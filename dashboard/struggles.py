"""The feed's board of what customers struggle with: topics, and the sentences that may be shown of them."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from dashboard.ledger import Ledger, Said, who_writes
from dashboard.measure.bursts import watched
from dashboard.measure.cut import Gauge
from dashboard.measure.days import instant, local_day, midnight
from dashboard.measure.storm import UsualAt, Watch
from dashboard.measure.topics import HOUR, begun, topics_now
from dashboard.model import Ribbon
from dashboard.voice.candidates import Picker, sentence_id
from dashboard.voice.queue import LIVES, Candidate, VoiceQueue
from dashboard.voice.talk import Talk
from dashboard.voice.values import ByLanguage, Place, Sentence, Statement, Term, TopicNow, Voice, VoiceWish

NOT_A_STRUGGLE = ("other",)
AT_A_TIME = 150
"""Messages of earlier days that are heard at a poll: the first numbers don't wait for them."""


class Struggles:
    """What a Snapshot says of the customers' words; `names` are those of the topics.

    Raw words come in by `hear` alone, and leave it only through the picker's masking.
    """

    def __init__(
        self, names: Mapping[str, ByLanguage], picker: Picker, queue: VoiceQueue, talk: Talk, zone: ZoneInfo
    ) -> None:
        self._names, self._picker, self._queue = names, picker, queue
        self._talk, self._zone = talk, zone
        self._at: datetime | None = None
        self._earlier: list[Said] = []
        self._watches: dict[str, Watch] = {}
        self.topics: tuple[TopicNow, ...] = ()
        self.voice, self.statements = Voice(), tuple[Statement, ...]()
        self.terms, self.places = tuple[Term, ...](), tuple[Place, ...]()

    def hear(self, said: Iterable[Said], at: datetime) -> None:
        """Take in what customers said that was not known before."""
        today = midnight(local_day(at.timestamp(), self._zone), self._zone)
        since, now = min(instant(today), at - LIVES), list[Said]()
        for one in said:
            (now if one.message.at >= since else self._earlier).append(one)
        self._queue.hear([each for one in now if (each := self._heard(one, at - LIVES))])

    def look(
        self,
        ledger: Ledger,
        gauge: Gauge,
        usual: Mapping[str, Ribbon],
        hours: Mapping[str, UsualAt],
        *,
        complete: bool,
    ) -> None:
        """See what the ledger says at `gauge.at`; `usual` are the ribbons of today, `hours` the topics' usual hour.

        `complete` is whether all of the past days has come in.
        """
        self._at = instant(gauge.at)
        topics = topics_now(ledger, gauge, usual, self._bursts(ledger, gauge, hours))
        self.topics = self.board(topics)
        self._queue.look(self._at, self.topics)
        self._say(self._at)
        today = local_day(gauge.at, self._zone)
        if complete and not self._catch_up():
            self._talk.close(today)
        self.terms, self.places = self._talk.of(today)

    def board(self, topics: Iterable[TopicNow]) -> tuple[TopicNow, ...]:
        """Topics by name, what presses most first."""
        named = (replace(topic, names=self._names.get(topic.id, {"": topic.id})) for topic in topics)
        return tuple(sorted(named, key=_pressing, reverse=True))

    def _catch_up(self) -> bool:
        """Hear some of what was said on earlier days, which matters for what is usual only; whether there is more."""
        some, self._earlier = self._earlier[:AT_A_TIME], self._earlier[AT_A_TIME:]
        for one in some:
            self._heard(one, one.message.at)
        return bool(self._earlier)

    def _bursts(self, ledger: Ledger, gauge: Gauge, hours: Mapping[str, UsualAt]) -> dict[str, float]:
        """When each topic's burst began. After a start the day is judged from its midnight on."""
        begin = midnight(local_day(gauge.at, gauge.zone), gauge.zone)
        first = min([begin, *(each.at for each in self._watches.values())])
        said = begun(ledger, first - HOUR)
        self._watches = watched(self._watches, gauge.at, said, hours, begin)
        return {topic: each.since for topic, each in self._watches.items() if each.since is not None}

    def wish(self, wish: VoiceWish, since: timedelta) -> None:
        """Do what a desk asks for, so long after the last look."""
        if self._at is not None:
            self._queue.wish(wish, self._at + since)
            self._say(self._at + since)

    def heed(self, since: timedelta) -> None:
        """See what another program decided, so long after the last look."""
        if self._at is not None:
            self._say(self._at + since)

    def _say(self, at: datetime) -> None:
        self.voice, self.statements = self._queue.voice(at), self._queue.statements(at)

    def _heard(self, said: Said, since: datetime) -> Candidate | None:
        """Mask a message, count its words, and give its telling sentence where it is recent enough."""
        conversation, message, heard = said
        masked = self._picker.mask(message.text)
        customer = who_writes(conversation)
        day = message.at.astimezone(self._zone).date()
        self._talk.hear(day, customer, masked, heard.language)
        topic = next((each for each in heard.topics if each not in NOT_A_STRUGGLE), None)
        if topic is None or message.at < since:
            return None
        pick = self._picker.pick(masked, heard)
        if pick is None:
            return None
        sentence = Sentence(
            id=sentence_id(conversation.id, message.id),
            at=message.at,
            text=pick.text,
            topic=topic,
            mood=heard.mood,
            language=heard.language,
            public=conversation.public is True,
        )
        return Candidate(sentence, customer, pick.quality)


def _pressing(topic: TopicNow) -> tuple[bool, bool, int, int]:
    """What presses most comes first: a burst, then many customers; what is no struggle last."""
    return topic.id not in NOT_A_STRUGGLE, topic.burst is not None, topic.customers, topic.customers_today
