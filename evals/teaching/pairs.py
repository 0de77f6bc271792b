"""Pairs of a question and evidence, with the truth whether the one answers the other."""

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter, with_config

from bot.dialogue.answering import Answerer
from bot.dialogue.catalogue import Catalogue, Group
from bot.dialogue.parts import Part, part_of
from bot.dialogue.reading import asked_text, evidence_text
from evals.gold import Style
from evals.jsonlines import read_records
from evals.matching import holds_any
from evals.squad import read_articles
from knowledge.document import Item
from knowledge.persian import fold
from knowledge.stems import stems

OWN = Path("evals/gold/teaching/documents.jsonl")  # questions on the two documents
NEAR_MISSES = Path("evals/gold/teaching/near-misses.jsonl")  # … which their lines seem to answer; to read by
OTHERS = Path("evals/gold/teaching/other-texts.jsonl")  # questions on passages written for the purpose
EVIDENCE_CHARACTERS = 420
LONG_ANSWER = 6  # lines; more would not be read
SHORTEST = 6  # letters of a line's beginning by which the line is found
SENTENCE = 16  # … of a line that is found in several written as one; a shorter one stands in many
SENTENCE_END = re.compile(r"(?<=[.!؟?؛])\s+")
_Texts = tuple[Annotated[str, Field(min_length=1)], ...]


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question on the documents; `lines` hold its answer, `near` are the nearest lines that do not."""

    question: str
    answerable: bool
    style: Style
    kind: str
    history: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    lines: _Texts = ()
    near: _Texts = ()
    must: tuple[tuple[str, ...], ...] = ()


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class OtherQuestion:
    """A question with the passage it is put to."""

    question: str
    answerable: bool
    style: Style
    kind: str
    passage: str
    title: str = ""
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A question, evidence, and whether the one is answered by the other."""

    question: str
    evidence: str
    answers: bool  # whether the evidence answers the question
    weight: float = 1.0
    spans: tuple[tuple[int, int], ...] | None = None  # of the answer in the evidence, where it is known


def pairs_of_documents(answerer: Answerer, catalogue: Catalogue, path: Path = OWN) -> Iterator[Pair]:
    """What the answerer finds for each written question, and the lines that the question was written on.

    Raises OSError or BadRecord.
    """
    groups = [g for d in catalogue.documents for s in d.sections for g in catalogue.groups(s.id)]
    keyed = [(group, item) for group in groups for item in group.items]
    keys = [key_of(item.text) for _, item in keyed]
    for _, asked in read_records(path, TypeAdapter(OwnQuestion)):
        trace = answerer.explain(asked.question, asked.history)
        if trace.query is None:
            continue
        question = asked_text(trace.query, asked.history)
        found = trace.sides[0] if trace.sides and trace.sides[0].parts else None
        wanted = [key_of(line) for line in (asked.lines or asked.near)]
        marked = [keyed[n] for n in sorted({n for want in wanted for n in lines_that_say(want, keys)})]
        seen = None if found is None else evidence_text(found.parts, found.evidence, trace.query)
        if seen is not None and found is not None:
            if asked.answerable and _holds(found.parts, asked, wanted):
                yield Pair(question, seen, True)
            elif asked.answerable and marked:  # the answer stands elsewhere
                yield Pair(question, seen, False, 0.3)
            elif not asked.answerable and len(trace.sides) == 1:
                yield Pair(question, seen, False)
        if marked and (not asked.answerable or len(wanted) <= LONG_ANSWER):
            own = evidence_text(_marked_parts(marked, asked.answerable))
            if own != seen:
                yield Pair(question, own, asked.answerable, 0.8 if asked.answerable else 0.6)


def pairs_of_strangers(answerer: Answerer, questions: Iterable[str]) -> Iterator[Pair]:
    """What the answerer finds for questions of another field, which is never an answer to them."""
    for question in questions:
        trace = answerer.explain(question)
        if trace.query is not None and len(trace.sides) == 1 and (found := trace.sides[0]).parts:
            yield Pair(
                asked_text(trace.query, ()), evidence_text(found.parts, found.evidence, trace.query), False
            )


def lines_that_say(wanted: str, keys: Sequence[str]) -> list[int]:
    """Numbers of the lines, by their letters, that are the wanted one; else that hold it, or are held by it.

    A heading of one word is held by many a sentence, and says nothing of what they say.
    """
    return (
        [n for n, held in enumerate(keys) if held == wanted]
        or [n for n, held in enumerate(keys) if len(wanted) >= SHORTEST and wanted in held]
        or [n for n, held in enumerate(keys) if len(held) >= SENTENCE and held in wanted]
    )


def _holds(parts: Sequence[Part], asked: OwnQuestion, wanted: Sequence[str]) -> bool:
    """Whether most of the lines with the answer are among the parts, or all that it must say."""
    text = " ".join(" ".join((p.section.title, p.lead or "", *p.lines)) for p in parts)
    body = key_of(text)
    said = bool(asked.must) and all(holds_any(text, ways) for ways in asked.must)
    return said or sum(want in body for want in wanted) >= max(1, 0.7 * len(wanted))


def _marked_parts(marked: Sequence[tuple[Group, Item]], answerable: bool) -> list[Part]:
    """The lines with the answer, list by list; of the silent ones the first, now and then with its list."""
    if not answerable:
        group, item = marked[0]
        alone = len(item.text) % 2 == 0 or len(group.items) > 8
        return [part_of(group, [item] if alone else group.items)]
    groups = list({id(group): group for group, _ in marked}.values())
    return [part_of(group, [item for own, item in marked if own is group]) for group in groups[:3]]


def pairs_of_other_texts(path: Path = OTHERS) -> Iterator[Pair]:
    """Each question with its own passage; raises OSError or BadRecord."""
    for _, asked in read_records(path, TypeAdapter(OtherQuestion)):
        question = " ".join((*asked.history[-1:], asked.question))
        title = f"{asked.title}: " if asked.title else ""
        yield Pair(question, f"{title}{asked.passage}", asked.answerable, 1.5)


def pairs_of_squad(path: Path, count: int) -> list[Pair]:
    """Questions of a SQuAD-like file with the sentences of their paragraph that share most words with them.

    At most `count`. Also of an answerable question the chosen sentences may lack the answer: then they do
    not answer it. Raises BadRecord or OSError.
    """
    paragraphs = [(article.title, each) for article in read_articles(path) for each in article.paragraphs]
    all_sentences = [text for _, each in paragraphs for text in SENTENCE_END.split(each.context)]
    frequency = Counter(stem for text in all_sentences for stem in set(stems(text)))
    rarity = {stem: log(1 + len(all_sentences) / held) for stem, held in frequency.items()}
    dice = random.Random(1)
    pairs: list[Pair] = []
    for title, paragraph in paragraphs:
        sentences = list(_placed_sentences(paragraph.context))
        held = [set(stems(text)) for _, text in sentences]
        for asked in paragraph.qas:
            words = set(stems(asked.question))
            shared = [sum(rarity[stem] for stem in words & each) for each in held]
            order = sorted(range(len(sentences)), key=lambda n: -shared[n])
            size = dice.choice((1, 1, 2))
            spans = []
            if not asked.is_impossible:
                spans = [(one.answer_start, one.answer_start + len(one.text)) for one in asked.answers]
            pair = _squad_pair(asked.question, title, [sentences[n] for n in sorted(order[:size])], spans)
            pairs.append(pair)
            holds = next((n for n, s in enumerate(sentences) if _inside(s, spans)), None)
            if not pair.answers and holds is not None:
                chosen = sorted({holds, *order[: size - 1]})
                pairs.append(_squad_pair(asked.question, title, [sentences[n] for n in chosen], spans))
    dice.shuffle(pairs)
    return pairs[:count]


type _Sentence = tuple[int, str]  # where it begins in its paragraph


def _placed_sentences(paragraph: str) -> Iterator[_Sentence]:
    at = 0
    for sentence in SENTENCE_END.split(paragraph):
        at = paragraph.index(sentence, at)
        yield at, sentence
        at += len(sentence)


def _inside(sentence: _Sentence, spans: Sequence[tuple[int, int]]) -> bool:
    begin, text = sentence
    return any(begin <= first and last <= begin + len(text) for first, last in spans)


def _squad_pair(
    question: str, title: str, sentences: Sequence[_Sentence], spans: Sequence[tuple[int, int]]
) -> Pair:
    evidence = f"{title}: " if title else ""
    placed = []
    for begin, text in sentences:
        shift = len(evidence) - begin
        own = [
            (first + shift, last + shift) for first, last in spans if _inside((begin, text), [(first, last)])
        ]
        placed += [span for span in own if span[1] <= EVIDENCE_CHARACTERS]
        evidence += f"{text} "
    return Pair(question, evidence.strip()[:EVIDENCE_CHARACTERS], bool(placed), spans=tuple(placed))


def key_of(text: str) -> str:
    """Only letters and digits, so that marks and spaces never part a line from itself."""
    return re.sub(r"[\W_]+", "", fold(text))
