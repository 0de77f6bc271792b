"""One message in, one reply out, recorded once: what every channel calls."""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from bot.dialogue import texts
from bot.dialogue.answer_table import AnswerTables, table_choices, with_table, without_table
from bot.dialogue.composing import small_talk
from bot.dialogue.feedback import ReasonFlow, take_rating
from bot.dialogue.flow import Flow
from bot.dialogue.flows import Flows
from bot.dialogue.intent import Intent, find_intent
from bot.dialogue.languages import in_language, take_language
from bot.dialogue.limits import spend
from bot.dialogue.own_data import OwnData
from bot.dialogue.ports import ANSWERED, Answers, Attachments, Exchange, File, OpenSession, Service, Sessions
from bot.dialogue.turn import (
    Attachment,
    Block,
    BlockKind,
    Choice,
    FileKind,
    Language,
    Line,
    Outcome,
    Reply,
    SessionKey,
    Turn,
    ask,
    notice,
)
from bot.dialogue.ways_on import lead_on
from bot.dialogue.words import command_of
from knowledge.persian import has_letters, strip_controls

HISTORY = 8  # earlier messages that a question may lean on
_FORGET, _KEEP = ":forget:yes", ":forget:no"  # button data
_COMMAND = re.compile(r"/\w+\s*", re.ASCII)


class Conversation:
    """Loads the session, answers the turn and records it, in one transaction."""

    def __init__(
        self,
        sessions: Sessions,
        answers: Answers,
        max_question: int = 1000,
        per_minute: int = 0,
        flows: Sequence[Flow] = (),
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        attachments: Mapping[FileKind, Attachments] | None = None,
        services: Sequence[Service] = (),
    ) -> None:
        """`max_question` is in characters; nothing longer is answered, nor stored beyond that length.

        `per_minute` turns of one person are answered, 0 means any number; `flows`, `attachments` and
        `services` stand beside our own.
        """
        self._sessions = sessions
        self._answers = answers
        self._max_question = max_question
        self._per_minute = per_minute
        self._clock = clock
        self._flows = Flows((ReasonFlow(), *flows), clock)
        tables = AnswerTables(sessions)
        self._services = (tables, *services)
        own: dict[FileKind, Attachments] = {
            FileKind.MY_DATA: OwnData(sessions),
            FileKind.ANSWER_TABLE: tables,
        }
        self._attachments = own | dict(attachments or {})

    @property
    def offers(self) -> tuple[Choice, ...]:
        """Buttons that begin what people may start themselves."""
        return self._flows.offers

    def handle(self, turn: Turn) -> Reply:
        """The reply to this turn; a turn seen before gets its recorded reply and is not run again."""
        started = time.perf_counter()
        text = strip_controls(turn.text[: self._max_question + 1])
        kept = replace(turn, text=text[: self._max_question])
        with self._sessions.open(turn.session) as session:
            if (known := session.reply_to(turn.turn_id)) is not None:
                return known
            if self._per_minute:
                budget = spend(session.budget, self._per_minute, self._clock())
                if budget is None:
                    hurry = replace(notice(texts.TOO_FAST), outcome=Outcome.LIMITED)
                    return in_language(hurry, session.language)
                session.budget = budget
            if len(turn.text) > self._max_question:
                reply = notice(texts.too_long(self._max_question))
            else:
                reply = self._reply(session, kept)
            self._flows.seen(session)
            reply = in_language(_with_notices(session, reply), session.language)
            session.record(kept, reply, (time.perf_counter() - started) * 1000)
            return reply

    def visit(self, key: SessionKey) -> Reply | None:
        """What the person is still to be told or asked, as they come back without a word; recorded, once."""
        standing = self._sessions.standing(key)
        if not standing.news and self._flows.reminder(standing.flow) is None:
            return None
        with self._sessions.open(key) as session:
            news = _with_notices(session, self._flows.welcome_back(session) or Reply(Outcome.NOTICE, ()))
            news = in_language(news, session.language)
            if not news.blocks:
                return None
            session.record(Turn(key, f"visit-{uuid4().hex}", "", self._clock()), news, 0.0)
            return news

    def reminder(self, key: SessionKey) -> Reply | None:
        """The question whether to go on with what is unfinished, when its moment has come; not recorded."""
        standing = self._sessions.standing(key)
        asked = self._flows.reminder(standing.flow)
        return None if asked is None else in_language(asked, standing.language)

    def recall(self, key: SessionKey, turn_id: str) -> Reply | None:
        """What was replied to an earlier turn, or None when it is not known."""
        with self._sessions.open(key) as session:
            return session.reply_to(turn_id)

    def language(self, key: SessionKey) -> Language:
        """The one that this person has chosen; waits for no running turn."""
        return self._sessions.standing(key).language

    def last_cited(self, key: SessionKey) -> Reply | None:
        """The newest of the last replies that has citations, or None."""
        with self._sessions.open(key) as session:
            replies = [exchange.reply for exchange in session.history(HISTORY)]
        return next((reply for reply in reversed(replies) if reply.citations), None)

    def just_answered(self, key: SessionKey) -> Exchange | None:
        """The last answer, when nothing else has been talked about since but its rating or its table."""
        with self._sessions.open(key) as session:
            talked = [each for each in session.history(HISTORY) if each.reply.outcome is not Outcome.NOTICE]
        return talked[-1] if talked and talked[-1].reply.outcome in ANSWERED else None

    def open(self, key: SessionKey, attachment: Attachment) -> File | None:
        """The file that goes with a reply, None when this person has no such file (any more)."""
        maker = self._attachments.get(attachment.kind)
        return None if maker is None else maker.open(key, attachment)

    def _reply(self, session: OpenSession, turn: Turn) -> Reply:
        services = (service.take for service in self._services)
        own = (self._take_own_data, take_language, self._take_rating)
        for take in (*own, *services, self._flows.take):
            if (reply := take(session, turn)) is not None:
                return reply
        if not turn.text:
            return notice(texts.EMPTY)
        if not has_letters(turn.text):
            thanks = any(sign in turn.text for sign in texts.THANKFUL)
            return small_talk(Intent.THANKS) if thanks else notice(texts.NO_WORDS)
        if _COMMAND.fullmatch(turn.text) and find_intent(turn.text, lambda rest: False) is Intent.QUESTION:
            return notice(texts.UNKNOWN_COMMAND)
        question = without_table(turn.text)
        reply = self._answers.answer(question, [without_table(each) for each in session.said(HISTORY)])
        if question != turn.text:
            reply = with_table(reply, turn.turn_id)
        else:
            reply = replace(reply, choices=(*reply.choices, *table_choices(reply, turn.turn_id)))
        return self._flows.offer(session, turn, lead_on(turn.text, reply, session, self._flows))

    def _take_rating(self, session: OpenSession, turn: Turn) -> Reply | None:
        return take_rating(session, turn, self._flows)

    def _take_own_data(self, session: OpenSession, turn: Turn) -> Reply | None:
        """Gives people what is held about them, and erases it once they have confirmed."""
        pressed, command = turn.choice, command_of(turn.text)
        match pressed, command:
            case None, "my_data":
                return replace(
                    notice(texts.MY_DATA), attachments=(Attachment(FileKind.MY_DATA, text=texts.GET_FILE),)
                )
            case None, "no" if _asked_to_forget(session):
                pressed = _KEEP
            case (None, "forget") | (None, "yes") if command == "forget" or _asked_to_forget(session):
                return ask(texts.FORGET, Choice(texts.FORGET_YES, _FORGET), Choice(texts.FORGET_NO, _KEEP))
        if pressed == _FORGET:
            session.forget()
            return notice(texts.FORGOTTEN)
        return notice(texts.NOT_FORGOTTEN) if pressed == _KEEP else None


def _with_notices(session: OpenSession, reply: Reply) -> Reply:
    """The reply after what the person is still to be told."""
    told = tuple(
        Block(BlockKind.PARAGRAPH, tuple(Line(line) for line in text.split("\n")))
        for text in session.take_notices()
    )
    return replace(reply, blocks=(*told, *reply.blocks)) if told else reply


def _asked_to_forget(session: OpenSession) -> bool:
    """Whether the last thing said was the question whether to erase everything."""
    return any(c.data == _FORGET for exchange in session.history(1) for c in exchange.reply.choices)
