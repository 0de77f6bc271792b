"""Several questions in one message: each gets its own answer, or is named as one that has none."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from bot.dialogue import composing, texts
from bot.dialogue.asking import is_asking, is_general, meets
from bot.dialogue.fitness import MEASURES
from bot.dialogue.judging import LINE_ONLY, Veto
from bot.dialogue.parts import Part, stems_of
from bot.dialogue.question import Kind, is_owned, names_owned, only_names_another, read_question
from bot.dialogue.rules import load_rules, plain
from bot.dialogue.trace import Decision, Trace
from bot.dialogue.turn import Reply, paragraph
from knowledge.document import Topic
from knowledge.persian import fold
from knowledge.query import Concept, QueryReader, numerals
from knowledge.stems import stems

ENOUGH = 2  # words of a question
CLEAR = 0.8  # chance from which an answer stands that the message as one question did not get
_SENTENCE = re.compile(r"([^؟?!.؛\n]+)([؟?!.؛\n]*)\s*")
_JOINT = re.compile(r"\s*،\s*(?:و\s+)?|\s+و\s+")

Explain = Callable[[str, tuple[str, ...]], Trace]


def questions_in(text: str) -> tuple[str, ...]:
    """What the message asks, one after the other; () where it asks once."""
    sentences = [(sentence.strip(), "؟" in mark or "?" in mark) for sentence, mark in _SENTENCE.findall(text)]
    asked = [clause for sentence, marked in sentences for clause in _clauses(sentence, marked)]
    elsewhere = len(asked) > 1 and only_names_another(asked[0]) and "یعنی" not in asked[0]
    return () if len(asked) < 2 or elsewhere else tuple(asked)


def _clauses(sentence: str, marked: bool) -> Iterator[str]:
    """The questions of one sentence; none where it only tells."""
    start = 0
    for joint in _JOINT.finditer(sentence):
        before, behind = sentence[start : joint.start()], sentence[joint.end() :]
        if _asks(before) and _is_whole(before) and _asks(behind):
            yield before
            start = joint.end()
    rest = sentence[start:].removeprefix("و ")
    names_attribute = marked and start == 0 and any(map(is_owned, plain(rest).split()[-1:]))
    if _asks(rest) or names_attribute or _requests(rest):
        yield rest


def _asks(clause: str) -> bool:
    return (
        len(clause.split()) >= ENOUGH and load_rules().turns["asks_itself"].search(fold(clause)) is not None
    )


def _requests(clause: str) -> bool:
    """«چالش‌ها را هم بگو»، and not «همه را بگو»."""
    return load_rules().turns["request"].search(plain(clause)) is not None and bool(
        read_question(clause).topics
    )


def _is_whole(clause: str) -> bool:
    return load_rules().turns["whole_clause"].search(plain(clause)) is not None


def joined(
    question: str, history: tuple[str, ...], whole: Trace, reader: QueryReader, explain: Explain
) -> Trace:
    """The answers to the questions of the message in their order, and which of them the documents leave open.

    `whole` is how the message is answered as one question; what it speaks of is not answered again.
    """
    asked = () if whole.untold else questions_in(question)  # that were told apart before
    if not asked or len(whole.sides) > 1 or (whole.asked and whole.asked.kind is Kind.COMPARISON):
        return whole
    own = [explain(each, (*history, *asked[:n])) for n, each in enumerate(asked)]
    answers: list[Trace] = []
    untold: list[str] = []
    for n, each in enumerate(own):
        named = _named(reader, asked[n])
        chapters = read_question(asked[n]).topics
        if _answers(whole) and not _adds(each, chapters, whole) and _is_told(each, named, whole, n > 0):
            answers.append(whole)
        elif _is_clear(each, named) and (answers or not n or _stands_alone(reader, asked[n])):
            answers.append(each)
        elif each.reply.refused and (isinstance(each.decision, Veto) or named):
            untold.append(asked[n])
    if all(map(_answers, own)) and _lines(own) == _lines([whole]):
        answers = own
    if not answers:
        return _none(whole, untold) if len(untold) == len(asked) else whole
    return _together(whole, answers, tuple(untold))


def _is_told(own: Trace, named: Sequence[Concept], whole: Trace, follows: bool) -> bool:
    """Whether the answer to the whole message speaks of what one question of it names.

    One that names nothing follows on another, or is on the field itself.
    """
    if _answers(own):
        named = [concept for concept in named if concept.known]
    if not named:
        return follows or not _answers(own) or not _lines([own]).isdisjoint(_lines([whole]))
    said, own_said = stems_of(whole.shown), stems_of(own.shown)
    speaks = any(concept.meant_in(said) for concept in named)
    return speaks or (_answers(own) and any(concept.match(own_said) < 1.0 for concept in named))


def _adds(own: Trace, chapters: Sequence[Topic], whole: Trace) -> bool:
    """Whether it is answered by a measure that the whole answer leaves out, or from a chapter that it names.

    «… و چند تا داریم؟»، «… راه‌حلشون چیه؟»
    """
    if not _answers(own) or own.query is None or own.asked is None:
        return False
    topic = own.shown[0].section.topic
    if topic in chapters and all(part.section.topic is not topic for part in whole.shown):
        return True
    query, lines = own.query, _lines([whole])
    return any(not any(meets(ask, query, line) for line in lines) for ask in own.asked.asks & MEASURES)


def _together(whole: Trace, answers: Sequence[Trace], untold: tuple[str, ...]) -> Trace:
    """One answer of several, without what was told before, and what has none."""
    shown: list[Part] = []
    replies: list[Reply] = []
    for answer in answers:
        if further := _without(answer.shown, shown):
            replies.append(answer.reply if further == answer.shown else composing.compose(further))
            shown.extend(further)
    reply = replies[0] if len(replies) == 1 else composing.one_after_another(replies)
    return replace(
        whole,
        sides=tuple(side for answer in answers for side in answer.sides),
        decision=Decision.ANSWERED,
        reply=composing.with_untold(reply, untold),
        shown=tuple(shown),
        untold=untold,
    )


def _none(whole: Trace, untold: Sequence[str]) -> Trace:
    """The refusal that names each question."""
    if not whole.reply.refused or any(map(numerals, untold)):
        return whole
    blocks = (paragraph(texts.untold(untold)), *whole.reply.blocks[1:])
    return replace(whole, reply=replace(whole.reply, blocks=blocks))


def _without(parts: Sequence[Part], told: Iterable[Part]) -> tuple[Part, ...]:
    """What the parts say that was not told."""
    known = {line for part in told for line in part.lines}
    rest = (replace(part, lines=tuple(line for line in part.lines if line not in known)) for part in parts)
    return tuple(part for part in rest if part.lines)


def _answers(trace: Trace) -> bool:
    return trace.decision is Decision.ANSWERED and bool(trace.shown)


def _is_clear(trace: Trace, named: Sequence[Concept]) -> bool:
    """Whether it surely answers; who and where is told by one line that holds whatever is named."""
    if not _answers(trace) or max((side.chance for side in trace.sides), default=0.0) < CLEAR:
        return False
    held = [set(stems(line)) for line in _lines([trace])]
    whole_line = any(all(concept.meant_in(line) for concept in named) for line in held)
    return whole_line or trace.asked is None or not trace.asked.asks & LINE_ONLY


def _lines(traces: Iterable[Trace]) -> set[str]:
    return {line for trace in traces for part in trace.shown for line in part.lines}


def _named(reader: QueryReader, question: str) -> list[Concept]:
    """What the question names beyond the words of the field."""
    named = (c for c in reader.read(question).concepts if c.noun or c.asked_for)
    return [c for c in named if not (is_general(c) or is_asking(c))]


def _stands_alone(reader: QueryReader, question: str) -> bool:
    """Whether it says what it is about, so that it may be answered where the one before it is not.

    «چقدر صرفه داشت» is of what was asked before, «چند خوشه داریم» of the field.
    """
    things = [c for c in reader.read(question).concepts if c.known and c.noun]
    if load_rules().turns["asks_itself"].match(fold(question)):
        things = [c for c in things if is_general(c)]
    return bool(things) and not names_owned(question)
