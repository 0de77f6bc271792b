"""What people think of an answer: 👍 or 👎, and after 👎 a short dialogue about the reason."""

import re
from datetime import timedelta

from bot.dialogue import texts
from bot.dialogue.flow import BACK, CANCEL, SKIP, Step, is_aside
from bot.dialogue.flows import Flows
from bot.dialogue.intent import Intent, find_intent
from bot.dialogue.ports import ANSWERED, Json, OpenSession, Rating, Verdict
from bot.dialogue.rules import plain
from bot.dialogue.turn import Choice, Reply, Turn, ask, notice
from bot.dialogue.words import command_of
from knowledge.persian import fold, has_letters

RATE = ":rate:"  # button data: «:rate:up:the turn's id»
_LABELS = {Verdict.UP: texts.UP, Verdict.DOWN: texts.DOWN}
# Beginnings of words by which a text right after 👎 is known for a reason and not for the next question
_BLAME_WORDS = (
    *("غلط", "اشتباه", "نادرست", "درست نبود", "ناقص", "کامل نبود", "کامل نیست", "کافی نبود", "کافی نیست"),
    *("جا افتاد", "بی ربط", "ربطی", "مربوط نبود", "نامربوط", "نمیخور", "نمی خور", "گنگ", "مبهم", "نامفهوم"),
    *("روشن نبود", "نفهمید", "متوجه نشد", "تکراری", "طولانی بود", "کوتاه بود", "قدیمی بود", "بد بود"),
    *("پاسخت", "پاسختان", "جوابت", "جوابتان", "جوابتون", "این پاسخ", "این جواب", "پاسخ نداد", "جواب نداد"),
    *("نگفت", "نبود", "نداشت"),
)
_BLAME = re.compile(rf"\b(?:{'|'.join(plain(words) for words in _BLAME_WORDS)})")
_LONGEST = 500  # characters of a reason


def rating_choices(reply: Reply, turn_id: str) -> tuple[Choice, ...]:
    """The buttons that belong under this reply; none where there is nothing to rate."""
    if reply.outcome not in ANSWERED:
        return ()
    return tuple(Choice(label, f"{RATE}{verdict}:{turn_id}") for verdict, label in _LABELS.items())


def take_rating(session: OpenSession, turn: Turn, flows: Flows) -> Reply | None:
    """Keeps a rating, given by a button or as 👍 or 👎 for the last answer; None when the turn is none."""
    found = _pressed(turn.choice) if turn.choice is not None else _typed(session, turn.text)
    if found is None:
        return None
    verdict, turn_id = found
    reply = session.reply_to(turn_id)
    if reply is None or reply.outcome not in ANSWERED:
        return notice(texts.NOTHING_TO_RATE)
    known, running = session.rating(turn_id), flows.running(session)
    own = running is not None and running.name == ReasonFlow.name
    if own and turn.choice is None and has_letters(turn.text) and not turn.text.startswith("/"):
        return None  # «غلط بود» is the reason that was asked for
    if known is not None and known.verdict is verdict:
        unexplained = verdict is Verdict.DOWN and known.reason is None and running is None
        return flows.begin(session, ReasonFlow.name, turn_id) if unexplained else notice(texts.RATED_BEFORE)
    session.rate(turn_id, Rating(verdict))
    if verdict is Verdict.DOWN and (running is None or own):
        return flows.begin(session, ReasonFlow.name, turn_id)
    if own and running is not None and running.seed == turn_id:
        session.flow = None  # no longer 👎: there is no reason to give
    return notice(texts.RATED)


def _pressed(data: str) -> tuple[Verdict, str] | None:
    if not data.startswith(RATE):
        return None
    verdict, _, turn_id = data.removeprefix(RATE).partition(":")
    return (Verdict(verdict), turn_id) if verdict in set(Verdict) else (Verdict.UP, "")


def _typed(session: OpenSession, text: str) -> tuple[Verdict, str] | None:
    if (verdict := command_of(text)) not in set(Verdict):
        return None
    last = session.last_answer()
    return Verdict(verdict), last.turn_id if last else ""


class ReasonFlow:
    """Asks what was wrong with an answer. The seed is its turn's id, the state whether words are awaited."""

    name = "why"
    version = 1
    title = texts.WHY_TITLE
    patience = timedelta(minutes=10)  # who comes back later rather asks than explains
    command: str | None = None
    asides = 1  # a reason is worth one offer, not a nuisance
    lasting = False
    explains = False

    def start(self, seed: Json) -> Step:
        return self._step(str(seed), own=False)

    def ask(self, state: Json) -> Reply:
        turn_id, own = _read(state)
        if own:
            return ask(texts.WHY_OWN, BACK, SKIP)
        reasons = (Choice(label, f":why:{key}:{turn_id}") for key, label in texts.WHY_REASONS.items())
        return ask(texts.WHY, *reasons, Choice(texts.WHY_OWN_BUTTON, f":why:own:{turn_id}"), SKIP, CANCEL)

    def advance(self, state: Json, turn: Turn, session: OpenSession) -> Step | None:
        turn_id, own = _read(state)
        if turn.choice is None:
            reason = _typed_reason(turn.text, own)
        else:
            key, _, about = turn.choice.removeprefix(":why:").partition(":")
            if about == turn_id and key == "own":
                return self._step(turn_id, own=True)
            reason = texts.WHY_REASONS.get(key) if about == turn_id else None
        if reason is None:
            return None
        session.rate(turn_id, Rating(Verdict.DOWN, reason))
        return Step(notice(texts.WHY_KEPT))

    def back(self, state: Json, session: OpenSession) -> Step:
        return self._step(_read(state)[0], own=False)

    def skip(self, state: Json, session: OpenSession) -> Step:
        return Step(notice(texts.WHY_LEFT))

    def cancel(self, state: Json, session: OpenSession) -> Reply:
        return notice(texts.WHY_LEFT)

    def _step(self, turn_id: str, own: bool) -> Step:
        state: Json = {"turn": turn_id, "own": own}
        return Step(self.ask(state), state)


def _typed_reason(text: str, asked_for_words: bool) -> str | None:
    """The reason in a typed text, None when it is rather a question or a courtesy."""
    known = {fold(label): label for label in texts.WHY_REASONS.values()}
    if (label := known.get(fold(text).strip(" ."))) is not None:
        return label
    if command_of(text) == Verdict.DOWN:  # «پاسخ خوبی نبود»
        return text
    if find_intent(text, lambda rest: False) is Intent.COMPLAINT:
        return text[:_LONGEST]
    if asked_for_words:
        aside = text.rstrip().endswith(("؟", "?"))
    else:
        aside = is_aside(text) or _BLAME.search(plain(text)) is None
    return None if aside else text[:_LONGEST]


def _read(state: Json) -> tuple[str, bool]:
    assert isinstance(state, dict)
    return str(state["turn"]), bool(state["own"])
