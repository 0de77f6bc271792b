"""Short answers keep their best lines whole; what was asked for as a whole is never shortened."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue import texts
from bot.dialogue.evidence import Evidence
from bot.dialogue.parts import Part, whole_group
from bot.dialogue.question import Kind, Question, read_question
from bot.dialogue.shortening import COMPLETE, LONGEST, first_lines, length, shorten, wants_one
from knowledge.document import ItemKind, Topic
from knowledge.retriever import Familiarity
from tests.unit.dialogue.library import LIBRARY

QUESTION = "تعاونی گلپر چند عضو داشت؟"
ASKED = read_question(QUESTION)
QUERY = LIBRARY.reader.read(QUESTION)
EVIDENCE = LIBRARY.evidence(QUESTION)
GROUPS = [
    group
    for document in LIBRARY.catalogue.documents
    for section in document.sections
    for group in LIBRARY.catalogue.groups(section.id)
    if all(item.kind is not ItemKind.STEP for item in group.items)
]
UNORDERED = [whole_group(group) for group in GROUPS]


def padded(part: Part, size: int) -> Part:
    """The part with each line made longer by so many characters."""
    return replace(part, lines=tuple(f"{line} {'و' * size}" for line in part.lines))


@given(st.lists(st.sampled_from(UNORDERED), min_size=1, max_size=5, unique_by=id), st.integers(0, 200))
def test_what_is_kept_stands_whole_in_its_order_and_fits(chosen: list[Part], size: int) -> None:
    parts = [padded(part, size) for part in chosen]
    short = shorten(ASKED, QUERY, parts, EVIDENCE)
    assert short
    assert length(short) <= LONGEST or sum(len(part.lines) for part in short) == 1
    lines = [line for part in parts for line in part.lines]
    places = [lines.index(line) for part in short for line in part.lines]
    assert set(lines) >= {line for part in short for line in part.lines}
    assert len(short) == 1 or places == sorted(places)
    if length(parts) <= LONGEST:
        assert short == tuple(parts)


def test_the_line_that_scores_best_is_always_kept() -> None:
    best = EVIDENCE.items[0].place
    parts = [replace(part, lines=(*part.lines, "و" * LONGEST)) for part in UNORDERED]
    kept = [line for part in shorten(ASKED, QUERY, parts, EVIDENCE) for line in part.lines]
    assert best.item.text in kept
    assert "و" * LONGEST not in kept


def question(kind: Kind, *topics: Topic) -> Question:
    return replace(ASKED, kind=kind, topics=topics)


def test_lists_processes_and_comparisons_are_given_whole() -> None:
    parts = tuple(padded(part, 300) for part in UNORDERED)
    for kind in COMPLETE:
        assert shorten(question(kind), QUERY, parts, EVIDENCE) == parts


def test_a_whole_list_on_the_topic_that_is_named_is_given_whole() -> None:
    obstacles = next(p for p in UNORDERED if p.section.topic is Topic.CHALLENGES and p.listed)
    parts = (padded(obstacles, 300),)
    assert shorten(question(Kind.DEFINITION, Topic.CHALLENGES), QUERY, parts, EVIDENCE) == parts
    assert length(shorten(question(Kind.DEFINITION), QUERY, parts, EVIDENCE)) < length(parts)


def test_a_whole_list_is_given_whole_to_who_asks_for_all_of_it() -> None:
    obstacles = next(p for p in UNORDERED if p.section.topic is Topic.CHALLENGES and p.listed)
    parts = (padded(obstacles, 300),)
    everything = LIBRARY.reader.read("همهٔ موارد را بگو")
    assert shorten(question(Kind.NUMBER), everything, parts, EVIDENCE) == parts
    assert length(shorten(question(Kind.NUMBER), QUERY, parts, EVIDENCE)) < length(parts)


def test_a_table_that_is_named_is_given_whole_unless_one_of_its_rows_is_asked_for() -> None:
    (table,) = (whole_group(group) for group in GROUPS if group.items[0].kind is ItemKind.ROW)
    parts = (padded(table, 400),)
    for text, whole in (("جدول آمار دره را بده", True), ("در جدول آمار دره برداشت چقدر بود؟", False)):
        asked, query = read_question(text), LIBRARY.reader.read(text)
        assert (shorten(asked, query, parts, LIBRARY.evidence(text)) == parts) is whole


def test_one_line_is_given_however_long_it_is() -> None:
    part = replace(UNORDERED[0], lines=("و" * 900,))
    assert shorten(ASKED, QUERY, (part, part), Evidence((), (), {})) == (part,)


def test_one_known_line_is_enough_for_one_suggestion_and_not_for_several() -> None:
    part = next(p for p in UNORDERED if p.section.topic is Topic.CHALLENGES and p.listed)
    told = next(i.place.item for i in EVIDENCE.items if i.place.item.text == part.lines[0])
    known = replace(EVIDENCE, familiarity=Familiarity(answered=0.99, items=frozenset({told.id})))
    asked = question(Kind.LIST, Topic.CHALLENGES)
    one, several = (LIBRARY.reader.read(f"کدام {what} از کندوی سالم است؟") for what in ("چالش", "چالش‌ها"))
    assert wants_one(asked, one, (part,), known)
    assert not wants_one(asked, several, (part,), known)


def test_so_many_lines_are_taken_from_one_list_after_the_other() -> None:
    first, second = (whole_group(LIBRARY.catalogue.groups(each)[0]) for each in ("bees/2", "honey/1"))
    kept = first_lines([first, second], 5)
    assert [part.lines for part in kept] == [first.lines, second.lines[:1]]
    assert [part.lines for part in first_lines([first, second], 2)] == [first.lines[:2]]
    assert [part.lines for part in first_lines([first, second], -1)] == [first.lines[-1:]]


def test_who_wants_more_than_there_are_is_told_so() -> None:
    few, many = (LIBRARY.answerer.answer(f"{n} تا چالش دربارهٔ صادرات بگو").plain() for n in ("دو", "پنج"))
    assert texts.NO_MORE in many and texts.NO_MORE not in few
