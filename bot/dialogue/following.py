"""Messages that take up the last answer: «سومی؟», «بقیه‌اش», «فقط صادراتی‌ها», «فرقش با دومی چیست؟»."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.dialogue import composing, texts
from bot.dialogue.asking import is_general, is_unit, meets
from bot.dialogue.catalogue import Catalogue
from bot.dialogue.meant import names_more
from bot.dialogue.narrowing import (
    asks_to_narrow,
    left_after,
    missing_in,
    narrowed,
    only_narrows,
    rows_named,
    rows_shown,
    wants_one_of_them,
    without_choosing,
)
from bot.dialogue.parts import Part
from bot.dialogue.pointing import (
    Pointer,
    is_process,
    lists_steps,
    names_exception,
    names_step,
    only_points,
    pointed_at,
    pointed_list,
    points,
    read_pointer,
    whole_section,
)
from bot.dialogue.question import (
    Ask,
    asks_how_about,
    before_comparing,
    compares,
    names_every_source,
    names_other_source,
    read_question,
    without_comparing,
)
from bot.dialogue.rules import load_rules, plain
from bot.dialogue.stepping import is_one_line, line_asked_of, line_beside, list_of, reads_step
from bot.dialogue.sublists import reasons_beside
from bot.dialogue.trace import Decision, Trace
from bot.dialogue.turn import Reply
from knowledge.query import QueryReader
from knowledge.stems import stems

LISTED = 3  # lines; of fewer nobody chooses
LISTS_BACK = 3  # questions before, among whose lists «فقط آن‌ها که …» finds its own

type Explain = Callable[[str, tuple[str, ...]], Trace]  # a message and what was asked before it


@dataclass(frozen=True, slots=True)
class Taken:
    """What a message takes up: the answer before, and the parts it means; without parts, all of that."""

    before: Trace
    parts: tuple[Part, ...]
    refusal: Reply | None = None  # what is said when there is no such part
    chosen: bool = False  # by what they are about, so that others may be about it too
    besides: tuple[Part, ...] = ()  # what may belong to the answer too
    compared: bool = False  # each document's parts under its name, where they are of several


class Following:
    """Finds what such messages mean; immutable."""

    def __init__(self, catalogue: Catalogue, reader: QueryReader) -> None:
        self._catalogue = catalogue
        self._reader = reader
        self._ways = (
            self._further,
            self._why,
            self._dated,
            self._compared,
            self._ranked,
            self._beside,
            self._next,
            self._stepped,
            self._excepted,
            self._pointed,
            self._narrowed,
            self._none_fits,
            self._how_about,
            lambda question, _, explain: self._in_process(question, explain),
        )

    def take_up(self, question: str, history: tuple[str, ...], explain: Explain) -> Taken | None:
        """None when the message stands for itself."""
        if not history:
            return self._in_process(question, explain)
        if names_other_source(question) or names_every_source(question):
            return None  # not in what was shown
        return next((taken for way in self._ways if (taken := way(question, history, explain))), None)

    def _further(self, question: str, history: tuple[str, ...], explain: Explain) -> Taken | None:
        """«بیشتر توضیح بده»: all that stands where the last answer was found."""
        if not load_rules().turns["further"].search(plain(question)):
            return None
        before = explain(history[-1], history[:-1])
        shown = _answered(before)
        return Taken(before, whole_section(self._catalogue, shown[0].section)) if shown else None

    def _why(self, question: str, history: tuple[str, ...], explain: Explain) -> Taken | None:
        """«چرا؟»: the list of reasons that stands beside what was told."""
        query = self._reader.read(question)
        if Ask.REASON not in read_question(question, query.readings[-1]).asks or names_more(query):
            return None
        before = explain(history[-1], history[:-1])
        reasons = [reasons_beside(self._catalogue, part) for part in _answered(before)[:1]]
        return Taken(before, tuple(filter(None, reasons))) if any(reasons) else None

    def _dated(self, question: str, history: tuple[str, ...], explain: Explain) -> Taken | None:
        """«کدوم سال؟»: what of the last answer names a year, where nothing else is named."""
        query = self._reader.read(question)
        asked = read_question(question, query.readings[-1])
        if (
            asked.asks != {Ask.YEAR}
            or asked.years
            or not all(is_unit(c) or is_general(c) for c in query.concepts)
        ):
            return None
        before = explain(history[-1], history[:-1])
        dated = [
            (part, tuple(line for line in part.lines if meets(Ask.YEAR, query, line)))
            for part in _answered(before)
        ]
        parts = tuple(replace(p, lines=lines if p.listed else p.lines) for p, lines in dated if lines)
        return Taken(before, parts) if parts else None

    def _excepted(self, question: str, history: tuple[str, ...], explain: Explain) -> Taken | None:
        """«غیر از مواد خام چی؟»: what else was listed."""
        if not names_exception(question):
            return None
        before = explain(history[-1], history[:-1])
        left = left_after(_answered(before), self._reader.read(question))
        return Taken(before, left) if left else None

    def _pointed(self, question: str, history: tuple[str, ...], explain: Explain) -> Taken | None:
        """«سومی؟», «اون یکی نوعش چی؟»: a line of the list that was last shown, or the rest of it."""
        pointer = read_pointer(question)
        if pointer is None:
            return None
        found = self._last_list(pointer, history, explain)
        if found is None or not only_points(self._reader.read(question), found[1]):
            return None
        before, shown = found
        if names_step(question) and not lists_steps(self._catalogue, shown):
            return None
        told = _asked_for(before) if names_exception(question) else before.shown
        parts = pointed_at(self._catalogue, shown, pointer, told)
        return Taken(before, parts) if parts or pointer.line is None else None

    def _last_list(
        self, pointer: Pointer, history: tuple[str, ...], explain: Explain
    ) -> tuple[Trace, Part] | None:
        """The newest answer with a list that the pointer may count in, and the list."""
        for place in range(len(history) - 1, max(-1, len(history) - 1 - LISTS_BACK), -1):
            if place and self._is_bare_pointer(history[place]):
                continue
            before = explain(history[place], history[:place])
            told = before.shown[:1] if pointer.line is not None and place == len(history) - 1 else ()
            whole = (list_of(self._catalogue, each) for each in told if is_one_line(each))
            shown = pointed_list([*whole, *before.shown], pointer, before.query)
            if before.decision is not Decision.ANSWERED or shown is None:
                continue
            if shown.ordered or pointer.highest <= len(shown.lines):
                return before, shown
        return None

    def _next(self, question: str, history: tuple[str, ...], explain: Explain) -> Taken | None:
        """«بعدیش؟» after one line of a list or a process, or after a step was named: the line behind it."""
        step = reads_step(question)
        if not step:
            return None
        before = explain(history[-1], history[:-1])
        told = next(filter(is_one_line, _answered(before)[:1]), None)
        if told is None or is_process(self._catalogue, told):
            told = self._step_named(before, step, explain) or told
        if told is None:
            return None
        parts = line_beside(self._catalogue, told, step)
        return Taken(before, parts, None if parts else composing.at_end(step))

    def _step_named(self, before: Trace, step: int, explain: Explain) -> Part | None:
        """The step of the process that the question before was on, whatever was told then."""
        process = (p for p in explain(texts.STEPS, ()).shown if is_process(self._catalogue, p))
        told = next(process, None)
        if told is None or before.query is None:
            return None
        return line_asked_of(self._catalogue, told, before.query, step)

    def _is_bare_pointer(self, text: str) -> bool:
        """Whether it counts in a list that was told before, and names nothing."""
        named = (c for c in self._reader.read(text).concepts if c.known and c.noun and not points(c.word))
        return read_pointer(text) is not None and all(map(is_general, named))

    def _stepped(self, question: str, history: tuple[str, ...], explain: Explain) -> Taken | None:
        """«قبلش چه باید کرد؟» of a step: the whole process, for a part of it would be wrong."""
        query = self._reader.read(question)
        if not read_question(question, query.readings[-1]).next_step:
            return None
        before = explain(history[-1], history[:-1])
        steps = next((part for part in _answered(before) if is_process(self._catalogue, part)), None)
        if steps is None or not only_points(query, steps):
            return None
        return Taken(before, whole_section(self._catalogue, steps.section))

    def _in_process(self, question: str, explain: Explain) -> Taken | None:
        """«مرحله اول چیست؟» where no process was spoken of: a step of the one that the documents tell."""
        if not names_step(question):
            return None
        return self._pointed(question, (texts.STEPS,), explain)

    def _narrowed(self, question: str, history: tuple[str, ...], explain: Explain) -> Taken | None:
        """«فقط آن‌هایی که به صادرات مربوط است», of the last list that has such lines."""
        query = self._reader.read(without_choosing(question))
        if not asks_to_narrow(question, read_question(question, query.readings[-1])):
            return None
        for place in range(len(history) - 1, max(-1, len(history) - 1 - LISTS_BACK), -1):
            before = explain(history[place], history[:place])
            if before.decision is Decision.ANSWERED and (
                parts := narrowed(self._catalogue, before.shown, query)
            ):
                return Taken(before, parts, chosen=not wants_one_of_them(question))
        return None

    def _none_fits(self, question: str, history: tuple[str, ...], explain: Explain) -> Taken | None:
        """«فقط مال بانک‌ها», of a list without a line on them: nothing else may come in its place."""
        query = self._reader.read(question)
        asked = read_question(question, query.readings[-1])
        if not only_narrows(question) or asked.kinds_named or asked.next_step:
            return None
        places = range(len(history) - 1, max(-1, len(history) - 1 - LISTS_BACK), -1)
        before = [explain(history[place], history[:place]) for place in places]
        listed = [part for trace in before for part in _answered(trace) if len(part.lines) >= LISTED]
        missed = missing_in(listed, query) if any(part.listed for part in listed) else ()
        return Taken(before[0], (), composing.miss(" ".join(missed))) if missed else None

    def _beside(self, question: str, history: tuple[str, ...], explain: Explain) -> Taken | None:
        """«فرقش با دومی چیست؟»: what was asked before, with what this names beside it."""
        query = self._reader.read(question)
        asked = read_question(question, query.readings[-1])
        if asked.kinds_named or not compares(question):
            return None
        core = without_comparing(question)
        rest = self._reader.read(core)
        names = [c for c in rest.concepts if c.known and c.noun and not (is_general(c) or points(c.word))]
        if len(names) > 1 or (not names and read_pointer(question) is None and len(history) < 2):
            return None
        before = explain(history[-1], history[:-1])
        if taken := self._pointed(question, history, explain):
            other = taken.parts
        elif names:
            other = () if compares(core) else _answered(explain(core, history))
        else:
            other = _answered(explain(history[-2], history[:-2]))
        further = tuple(part for part in other if part not in before.shown)
        return Taken(before, (*before.shown, *further)) if _answered(before) and further else None

    def _compared(self, question: str, history: tuple[str, ...], explain: Explain) -> Taken | None:
        """«پسیو چی؟ فرقشون چیه؟»: what was told before, and what answers the first half."""
        core, which = before_comparing(question)
        if not core:
            return None
        before, others = explain(history[-1], history[:-1]), [explain(core, history)]
        if which:
            others.append(explain(which, (*history, core)))
        told = dict.fromkeys(part for other in others for part in _answered(other))
        further = tuple(part for part in told if part not in before.shown)
        if not (_answered(before) and further):
            return None
        besides = (p for t in (before, *others) if _answered(t) for side in t.sides for p in side.besides)
        beside = tuple(part for part in besides if part not in (*before.shown, *further))
        return Taken(before, (*before.shown, *further), besides=beside, compared=True)

    def _ranked(self, question: str, history: tuple[str, ...], explain: Explain) -> Taken | None:
        """«کدومش بیشتره؟»: the rows that were told last, beside each other."""
        which = load_rules().turns["which_of"].search(plain(question))
        if which is None or names_more(self._reader.read(plain(question)[: which.start()])):
            return None
        before = explain(history[-1], history[:-1])
        shown = _answered(before)
        for place in range(len(history) - 1, max(-1, len(history) - 1 - LISTS_BACK), -1):
            rows = rows_shown(self._catalogue, shown)
            if sum(len(part.lines) for part in rows) > 1:
                return Taken(before, rows)
            shown = (*_answered(explain(history[place - 1], history[: place - 1])), *shown) if place else ()
        return None

    def _how_about(self, question: str, history: tuple[str, ...], explain: Explain) -> Taken | None:
        """«صادرات چطور؟» after a row: the row that this names; «ایتالیا چی؟» after a list: its lines."""
        query = self._reader.read(question)
        asked = read_question(question, query.readings[-1])
        if asked.years or not asks_how_about(question):
            return None
        before = explain(history[-1], history[:-1])
        shown = _answered(before)
        found = rows_named(self._catalogue, shown, query)
        if not found and not asked.asks and any(concept.place for concept in query.concepts):
            found = narrowed(self._catalogue, shown, query)
        return Taken(before, found) if found else None


def _asked_for(trace: Trace) -> Sequence[Part]:
    """The parts of the answer whose heading names what the question did; all of them when none has one."""
    named = [c for c in trace.query.concepts if c.noun and not is_general(c)] if trace.query else []
    headed = [p for p in trace.shown if any(c.meant_in(set(stems(p.lead or ""))) for c in named)]
    return headed or trace.shown


def _answered(trace: Trace) -> tuple[Part, ...]:
    return trace.shown if trace.decision is Decision.ANSWERED else ()
