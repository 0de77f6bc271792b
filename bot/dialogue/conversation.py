"""One message in, one reply out, recorded once: what every channel calls."""

import time

from bot.dialogue import texts
from bot.dialogue.ports import Answers, Sessions
from bot.dialogue.turn import Block, BlockKind, Line, Outcome, Reply, SessionKey, Turn
from knowledge.persian import has_letters, strip_controls

HISTORY = 6  # earlier questions that a follow-up may refer to


class Conversation:
    """Loads the session, answers the turn and records it, in one transaction."""

    def __init__(self, sessions: Sessions, answers: Answers, max_question: int = 1000) -> None:
        """`max_question` is in characters; nothing longer is answered, nor stored beyond that length."""
        self._sessions = sessions
        self._answers = answers
        self._max_question = max_question

    def handle(self, turn: Turn) -> Reply:
        """The reply to this turn; a turn seen before gets its recorded reply and is not run again."""
        started = time.perf_counter()
        text = strip_controls(turn.text[: self._max_question + 1])
        with self._sessions.open(turn.session) as session:
            if (known := session.reply_to(turn.turn_id)) is not None:
                return known
            if len(turn.text) > self._max_question:
                reply = notice(texts.too_long(self._max_question))
            elif not text:
                reply = notice(texts.EMPTY)
            elif not has_letters(text):
                reply = notice(texts.NO_WORDS)
            else:
                earlier = [exchange.text for exchange in session.history(HISTORY)]
                reply = self._answers.answer(text, earlier)
            kept = Turn(turn.session, turn.turn_id, text[: self._max_question], turn.sent_at, turn.choice)
            session.record(kept, reply, (time.perf_counter() - started) * 1000)
            return reply

    def recall(self, key: SessionKey, turn_id: str) -> Reply | None:
        """What was replied to an earlier turn, or None when it is not known."""
        with self._sessions.open(key) as session:
            return session.reply_to(turn_id)

    def last_cited(self, key: SessionKey) -> Reply | None:
        """The newest of the last replies that has citations, or None."""
        with self._sessions.open(key) as session:
            replies = [exchange.reply for exchange in session.history(HISTORY)]
        return next((reply for reply in reversed(replies) if reply.citations), None)


def notice(text: str) -> Reply:
    """A short sentence that is neither an answer nor a refusal."""
    return Reply(Outcome.NOTICE, (Block(BlockKind.PARAGRAPH, (Line(text),)),))
