"""The guided talk: which instrument, one question a message, a review, place and trade, and the result."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from bot.assessment import asking, texts
from bot.assessment.instrument import LEVELS, Indicator, Instrument
from bot.assessment.progress import Phase, Progress, answer, dump, go_back, go_on, load, possible, skip
from bot.assessment.result import Result, Unscored, to_record
from bot.assessment.results import earlier_of
from bot.assessment.scoring import Answer, assess, score
from bot.assessment.shelf import Shelf
from bot.assessment.showing import show_result
from bot.assessment.typed import guess, joined, named, number_in, one_of, understand
from bot.dialogue import texts as dialogue_texts
from bot.dialogue.flow import Flow, Step, is_aside
from bot.dialogue.ports import Json, OpenSession
from bot.dialogue.rules import plain
from bot.dialogue.turn import Reply, Turn, notice
from bot.dialogue.words import WORDS

_WHY = re.compile(texts.WHY_PATTERN)


class AssessmentFlow:
    """Implements Flow; the state is a Progress, the seed the key of an instrument."""

    name = asking.NAME
    version = 1
    title = texts.TITLE
    patience = timedelta(hours=12)  # what is typed after a night may well be something else
    asides = 6
    lasting = True  # half an hour of answers is not thrown away
    explains = True
    command: str | None = asking.NAME

    def __init__(
        self,
        shelf: Shelf,
        clock: Callable[[], datetime],
        expert: Flow | None = None,
        new_id: Callable[[], str] = lambda: uuid4().hex[:12],
    ) -> None:
        """`clock` gives aware UTC moments; `expert` is the flow that sends a result to a person."""
        self._shelf = shelf
        self._clock = clock
        self._expert = expert
        self._new_id = new_id
        self._takers: dict[Phase, Callable[[Progress, Turn, OpenSession], Step | None]] = {
            Phase.CHOOSE: self._take_choice,
            Phase.ASK: self._take_answer,
            Phase.REVIEW: self._take_review,
            Phase.PART: self._take_review,
            Phase.PROVINCE: self._take_province,
            Phase.SECTOR: self._take_sector,
        }

    def start(self, seed: Json) -> Step:
        instrument = self._shelf.named(str(seed))
        return self._begin(instrument) if instrument else self._step(Progress(Phase.CHOOSE))

    def ask(self, state: Json) -> Reply:
        return self._say(self._load(state))

    def advance(self, state: Json, turn: Turn, session: OpenSession) -> Step | None:
        progress = self._load(state)
        return self._takers[progress.phase](progress, turn, session)

    def back(self, state: Json, session: OpenSession) -> Step:
        progress = self._load(state)
        if progress.phase is Phase.CHOOSE or (progress.phase is Phase.ASK and not progress.answers):
            return self._step(Progress(Phase.CHOOSE))
        return self._step(go_back(self._instrument(progress), progress))

    def skip(self, state: Json, session: OpenSession) -> Step:
        progress = self._load(state)
        match progress.phase:
            case Phase.ASK:
                return self._step(skip(self._instrument(progress), progress))
            case Phase.PROVINCE:
                return self._step(replace(progress, phase=Phase.SECTOR))
            case Phase.SECTOR:
                return self._finish(progress, session, progress.province, None)
            case _:
                return self._step(progress)

    def cancel(self, state: Json, session: OpenSession) -> Reply:
        return notice(dialogue_texts.FLOW_CANCELLED)

    # what is typed or pressed

    def _take_choice(self, progress: Progress, turn: Turn, session: OpenSession) -> Step | None:
        if turn.choice is not None:
            instrument = self._shelf.named(turn.choice.removeprefix(asking.PICK))
            return self._begin(instrument) if instrument else None
        words = {"firm": texts.FIRM_WORDS, "cluster": texts.CLUSTER_WORDS}
        for n, each in enumerate(self._shelf.instruments, 1):
            known = (
                *words.get(each.key, ()),
                each.subject,
                each.title,
                texts.choice(each.subject, each.minutes),
            )
            if one_of(turn.text, known) or number_in(turn.text) == n:
                return self._begin(each)
        return None if is_aside(turn.text) else self._step(progress, texts.CHOOSE_AGAIN)

    def _take_answer(self, progress: Progress, turn: Turn, session: OpenSession) -> Step | None:
        instrument = self._instrument(progress)
        indicator = self._asked(instrument, progress)
        if turn.choice is not None:
            pressed = _pressed(turn.choice, indicator)
            return None if pressed is None else self._step(answer(instrument, progress, pressed))
        if one_of(turn.text, (*texts.REVIEW_WORDS, *texts.FINISH_WORDS)):
            return self._step(replace(progress, phase=Phase.REVIEW, at=""))
        if _WHY.fullmatch(plain(turn.text)):
            sources = [self._shelf.newest(source) for source in indicator.rests_on]
            return Step(asking.tell_why(sources, self._say(progress)), dump(progress))
        given = understand(turn.text, indicator, instrument.scale)
        if given is None and is_aside(turn.text):
            return None
        if given is None:
            given = guess(turn.text, indicator)
        if given is None:
            return self._step(progress, texts.NOT_UNDERSTOOD.format(word=instrument.scale[2]))
        # who typed words sees what they were taken for
        said = () if number_in(turn.text) else (texts.TAKEN.format(answer=asking.words_of(indicator, given)),)
        return self._step(answer(instrument, progress, given), *said)

    def _take_review(self, progress: Progress, turn: Turn, session: OpenSession) -> Step | None:
        """Also for the choice of one answer within a part."""
        instrument = self._instrument(progress)
        if turn.choice is not None:
            return self._press_review(progress, turn.choice, session)
        if one_of(turn.text, (*texts.FINISH_WORDS, *WORDS["yes"])):
            return self._end(progress, session)
        number, asked = number_in(turn.text), possible(instrument, progress.answers)
        if number is not None and 1 <= number <= len(asked):
            return self._step(replace(progress, phase=Phase.ASK, at=asked[number - 1][1].key))
        for dimension in instrument.dimensions:
            if one_of(turn.text, (dimension.title, texts.CHANGE_PART.format(title=dimension.title))):
                return self._step(replace(progress, phase=Phase.PART, at=dimension.key))
        return None if is_aside(turn.text) else self._step(progress, texts.REVIEW_AGAIN)

    def _press_review(self, progress: Progress, choice: str, session: OpenSession) -> Step | None:
        instrument = self._instrument(progress)
        if choice == asking.FINISH:
            return self._end(progress, session)
        if choice == asking.MORE:
            return self._step(go_on(instrument, progress))
        if choice == asking.TO_REVIEW:
            return self._step(replace(progress, phase=Phase.REVIEW, at=""))
        part, key = choice.removeprefix(asking.PART), choice.removeprefix(asking.GO)
        asked = possible(instrument, progress.answers)
        if part in {dimension.key for dimension, _ in asked}:
            return self._step(replace(progress, phase=Phase.PART, at=part))
        if key in {indicator.key for _, indicator in asked}:
            return self._step(replace(progress, phase=Phase.ASK, at=key))
        return None

    def _take_province(self, progress: Progress, turn: Turn, session: OpenSession) -> Step | None:
        if turn.choice is not None:
            return None
        if (province := named(turn.text, texts.PROVINCES)) is not None:
            return self._step(replace(progress, phase=Phase.SECTOR, province=province))
        return None if is_aside(turn.text) else self._step(progress, texts.PROVINCE_AGAIN)

    def _take_sector(self, progress: Progress, turn: Turn, session: OpenSession) -> Step | None:
        if turn.choice is not None:
            number = turn.choice.removeprefix(asking.SECTOR)
            known = number.isdecimal() and int(number) < len(texts.SECTORS)
            sector = texts.SECTORS[int(number)] if known else None
        else:
            sector = _sector(turn.text)
            if sector is None and not is_aside(turn.text):
                return self._step(progress, texts.SECTOR_AGAIN)
        return None if sector is None else self._finish(progress, session, progress.province, sector)

    # where it goes

    def _begin(self, instrument: Instrument) -> Step:
        progress = go_on(instrument, Progress(Phase.ASK, instrument.digest))
        return self._step(progress, instrument.about)

    def _end(self, progress: Progress, session: OpenSession) -> Step:
        """Place and trade are asked once; who has told them before is not asked again."""
        if not any(isinstance(given, int) for given in progress.answers.values()):
            return self._step(progress, texts.NOTHING_ANSWERED)
        instrument = self._instrument(progress)
        open_yet = go_on(instrument, progress).phase is Phase.ASK
        if open_yet and score(instrument, progress.answers).overall is None:
            return self._step(progress, texts.TOO_FEW)
        for known in reversed(session.assessments(10)):
            if known.province or known.sector:
                return self._finish(progress, session, known.province, known.sector)
        return self._step(replace(progress, phase=Phase.PROVINCE))

    def _finish(
        self, progress: Progress, session: OpenSession, province: str | None, sector: str | None
    ) -> Step:
        result = assess(
            self._instrument(progress),
            progress.answers,
            self._new_id(),
            self._clock(),
            province,
            sector,
            self._shelf.newest,
        )
        session.keep_assessment(to_record(result))
        return Step(self.shown(result, session))

    def shown(self, result: Result, session: OpenSession) -> Reply:
        """The message of a result of this person."""
        return show_result(result, self, self._expert, earlier_of(session, result) is not None)

    def _step(self, progress: Progress, *before: str) -> Step:
        return Step(self._say(progress, *before), dump(progress))

    def _say(self, progress: Progress, *before: str) -> Reply:
        if progress.phase is Phase.CHOOSE:
            return asking.ask_what(self._shelf.instruments, before)
        instrument = self._instrument(progress)
        match progress.phase:
            case Phase.ASK:
                return asking.ask_question(instrument, progress, before)
            case Phase.REVIEW:
                return asking.review(instrument, progress, before)
            case Phase.PART:
                return asking.ask_which(instrument, progress, before)
            case Phase.PROVINCE:
                return asking.ask_province(before)
            case Phase.SECTOR:
                return asking.ask_sector(before)

    def _load(self, state: Json) -> Progress:
        """From the beginning where the instrument is not to be had any more."""
        progress = load(state)
        known = progress.phase is Phase.CHOOSE or self._shelf.find(progress.instrument) is not None
        return progress if known else Progress(Phase.CHOOSE)

    def _instrument(self, progress: Progress) -> Instrument:
        instrument = self._shelf.find(progress.instrument)
        assert instrument is not None
        return instrument

    def _asked(self, instrument: Instrument, progress: Progress) -> Indicator:
        return next(indicator for _, indicator in instrument.indicators() if indicator.key == progress.at)


def _pressed(data: str, indicator: Indicator) -> Answer | None:
    """The answer of a button of this question; None for another one's."""
    key, _, given = data.removeprefix(asking.IS).partition(":")
    if key != indicator.key:
        return None
    if given.isdecimal():
        return int(given) if int(given) in LEVELS else None
    return Unscored(given) if given in (Unscored.UNKNOWN, Unscored.IRRELEVANT) else None


def _sector(text: str) -> str | None:
    """The trade that is meant: its name, or one of the words in it."""
    if (whole := named(text, texts.SECTORS)) is not None:
        return whole
    number = number_in(text)
    if number is not None and 1 <= number <= len(texts.SECTORS):
        return texts.SECTORS[number - 1]
    typed = joined(text)
    holding = [name for name in texts.SECTORS if typed in {joined(word) for word in name.split()}]
    return holding[0] if len(holding) == 1 else None
