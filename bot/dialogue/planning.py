"""Which lines answer the question: whole lists, whole processes, or the few best sentences."""

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.asking import names_only_topics
from bot.dialogue.catalogue import Catalogue, Group
from bot.dialogue.chapters import CHAPTERS, find_chapters
from bot.dialogue.evidence import Evidence, ScoredItem
from bot.dialogue.fitness import MEASURES, fitness_of, group_bonus, holds_measure, item_stems, place_stems
from bot.dialogue.mentions import find_clusters, find_mentions
from bot.dialogue.parts import LONG_LIST, Part, is_bare_word, part_of, whole_group
from bot.dialogue.question import (
    Ask,
    Kind,
    Question,
    asks_everywhere,
    asks_for_all,
    asks_for_every_one,
    asks_which_clusters,
)
from bot.dialogue.recalling import is_elsewhere, known_lines, with_known
from bot.dialogue.reckoning import extreme_row, rows_with, whole_table
from bot.dialogue.stepping import at_the_step
from bot.dialogue.sublists import (
    fitting,
    is_silent,
    is_strange_table,
    is_torn,
    named_leads,
    named_together,
    names_further,
    narrows,
    reasons_beside,
)
from knowledge.document import Item, ItemKind, Topic
from knowledge.query import Query, numerals

FACT_CHARACTERS = 520  # of all lines of a fact answer
GROUP_CHARACTERS = 380  # a list this short is given whole when one of its items is the answer
NEAR = 0.06  # score distance within which another item still belongs to a fact answer
FAR = 0.1  # … when it holds a concept that the better ones do not
CLOSE_ITEMS = 4
NEIGHBOUR = 0.12  # … and the sentence before or after it
BEHIND = 0.015  # what all chosen lines may score below the best line of all
WHOLE_SECTION = 24  # items; a longer section is not one list
LISTED = frozenset({Kind.LIST, Kind.DEFINITION})


class Planner:
    """Chooses the lines; immutable, one for each index."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def plan(self, asked: Question, query: Query, evidence: Evidence) -> tuple[Part, ...]:
        """The lines that answer, best first; empty only when there is no evidence at all."""
        if not evidence.items:
            return ()
        parts = with_known(asked, query, self._plan(asked, query, evidence), evidence)
        parts = _with_best(asked, query, parts, evidence)
        parts = self._with_reasons(asked, parts)
        return at_the_step(self._catalogue, asked, query, parts)

    def _plan(self, asked: Question, query: Query, evidence: Evidence) -> tuple[Part, ...]:
        chapters = find_chapters(self._catalogue, asked, query, evidence)
        if chapters and not is_elsewhere(chapters, evidence):
            return chapters
        if chapters:
            return self._facts(asked, query, evidence)
        named = [d for d in self._catalogue.documents if d.kind in asked.kinds_named]
        documents = named or self._catalogue.documents
        if asks_which_clusters(query.text) and (found := find_clusters(self._catalogue, query, documents)):
            return found
        if asks_everywhere(query.text) and (mentions := find_mentions(self._catalogue, query, evidence)):
            return mentions
        if table := whole_table(asked, query, evidence):
            return (whole_group(table),)
        evidence = _on_topic(asked, query, evidence)
        if asked.kind is Kind.PROCESS or (asked.next_step and _in_process(evidence)):
            return self._process(asked, query, evidence)
        if asked.kind in LISTED:
            return self._list(asked, query, evidence)
        nearest = evidence.items[0].place
        if nearest.item.kind is ItemKind.ROW and asks_for_all(query.readings[-1]):
            return (whole_group(nearest.group),)
        if len(query.concepts) <= 2 and len(query.words) <= 3:
            return self._keyword(asked, query, evidence)
        return self._facts(asked, query, evidence)

    def _with_reasons(self, asked: Question, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """With why it is so, where it is asked why what is told first has failed."""
        if Ask.REASON not in asked.asks or Topic.CHALLENGES not in asked.topics:
            return parts
        reasons = reasons_beside(self._catalogue, parts[0])
        return parts if reasons is None or reasons in parts else (parts[0], reasons, *parts[1:])

    def focus(
        self, asked: Question, query: Query, parts: Sequence[Part], evidence: Evidence
    ) -> tuple[Part, ...]:
        """The parts without the lines that lack the figure asked for; all of them when none has it.

        Or when a line that answers a question known to be as good as this one has none either.
        """
        if asked.kind is not Kind.NUMBER or not asked.asks & MEASURES:
            return tuple(parts)
        known = known_lines(evidence)
        if known and not any(holds_measure(f"{i.lead or ''} {i.text}", asked, query) for i in known):
            return tuple(parts)
        focused = []
        for part in parts:
            lines = tuple(
                line for line in part.lines if holds_measure(f"{part.lead or ''} {line}", asked, query)
            )
            if lines:
                focused.append(replace(part, lines=lines))
        return tuple(focused) or tuple(parts)

    def _process(self, asked: Question, query: Query, evidence: Evidence) -> tuple[Part, ...]:
        """All steps of the process with their sub-steps, or the list that the question names."""
        for scored in evidence.groups[:8]:
            group = scored.group
            if scored.score >= evidence.groups[0].score - NEAR and any(
                item.kind is ItemKind.STEP for g in self._groups(group) for item in g.items
            ):
                return tuple(whole_group(each) for each in self._groups(group))
        return self._list(asked, query, evidence)

    def _list(self, asked: Question, query: Query, evidence: Evidence) -> tuple[Part, ...]:
        groups = evidence.groups[:20]
        if asked.kind is Kind.DEFINITION:
            groups = tuple(each for each in groups if not is_strange_table(each.group, query)) or groups
        ranked = sorted(
            groups,
            key=lambda each: -each.score - group_bonus(each.group, asked, query),
        )
        best = ranked[0]
        # seventeen proposals are no answer to who names something else
        if CHAPTERS.intersection(asked.topics) and not asks_for_every_one(query.readings[-1]):
            telling = (e for e in ranked if len(e.group.items) <= LONG_LIST or not is_silent(e.group, query))
            best = next(telling, best)
        first = evidence.items[0]
        if not best.group.listed:
            here = [each for each in ranked if each.group.section.id == best.group.section.id]
            listed = next((each for each in here[:4] + ranked[:4] if each.group.listed), None)
            if listed is None or (listed not in here and listed.score < best.score - NEAR):
                return self._sentences(best.group, evidence)
            best = listed
        parts = self._listed_parts(best.group, asked, query, evidence)
        if first.place.group is not best.group and not first.place.group.listed:
            parts = (part_of(first.place.group, (first.place.item,)), *parts)
        return parts

    def _listed_parts(
        self, group: Group, asked: Question, query: Query, evidence: Evidence
    ) -> tuple[Part, ...]:
        first = evidence.items[0]
        groups = [each for each in self._groups(group) if each.listed]
        if any(item.kind is ItemKind.STEP for each in groups for item in each.items):
            return tuple(whole_group(each) for each in groups)  # a process without its branches is wrong
        if len(groups) > 1 and sum(len(each.items) for each in groups) <= WHOLE_SECTION:
            named = named_leads(groups, query, first)
            if not named or any(is_torn(each) for each in named):
                return tuple(whole_group(each) for each in groups)
            if group not in named or named_together(named, query):
                return tuple(whole_group(each) for each in named)
        if len(group.items) > LONG_LIST and names_further(group, query):
            whole = asks_for_every_one(query.readings[-1]) or not narrows(group, query)
            lines = fitting(group, query) or (group.items if whole else _nearest(group, evidence))
            return (part_of(group, lines),)
        return (whole_group(group),)

    def _keyword(self, asked: Question, query: Query, evidence: Evidence) -> tuple[Part, ...]:
        """Everything that holds the words of a bare keyword, one place after the other."""
        holding = [
            item
            for item in evidence.items[:30]
            if all(c.named_in(item_stems(item.place.item)) for c in query.concepts)
            and not _is_label(item.place.item)
        ]
        if not holding:
            return self._list(asked, query, evidence)
        parts: dict[int, Part] = {}
        for item in holding:
            group = item.place.group
            if id(group) in parts:
                continue
            inside = [each.place.item for each in holding if each.place.group is group]
            parts[id(group)] = part_of(group, [item for item in group.items if item in inside])
            if len(parts) == 5:
                break
        return tuple(parts.values())

    def _facts(self, asked: Question, query: Query, evidence: Evidence) -> tuple[Part, ...]:
        """The best items, and those that hold what the question asks besides, then their company."""
        measured = ((fitness_of(item, asked, query), item) for item in evidence.items[:20])
        ranked = sorted(measured, key=lambda pair: -pair[0])
        best = ranked[0][1].place
        if Ask.EXTREME in asked.asks and best.item.kind is ItemKind.ROW:
            row = extreme_row(best.group, query)
            return (part_of(best.group, best.group.items if row is None else (row,)),)
        if len(alike := rows_with(best.group, numerals(query.text) - asked.years)) > 1:
            return (part_of(best.group, alike),)
        chosen = _choose(asked, query, ranked)
        length = sum(len(scored.place.item.text) for scored in chosen)
        items = [scored.place.item for scored in chosen]
        for scored in chosen:
            for companion in self._company(asked, scored, evidence):
                if companion not in items and length + len(companion.text) <= FACT_CHARACTERS:
                    items.append(companion)
                    length += len(companion.text)
        groups = {id(scored.place.group): scored.place.group for scored in chosen}
        return tuple(
            part_of(group, [item for item in group.items if item in items]) for group in groups.values()
        )

    def _company(self, asked: Question, scored: ScoredItem, evidence: Evidence) -> tuple[Item, ...]:
        """What belongs beside the item: the rest of its short list, or a neighbouring sentence as fitting."""
        group, item = scored.place.group, scored.place.item
        if group.listed:
            near = sum(each.place.group is group for each in evidence.items[:8])
            short = sum(len(each.text) for each in group.items) <= GROUP_CHARACTERS
            if item.kind is ItemKind.ROW or (group.names_sections and Ask.NUMBER not in asked.asks):
                return ()
            return group.items if short and near > 1 else ()
        scores = {each.place.item.id: each.hit.score for each in evidence.items}
        position = group.items.index(item)
        around = group.items[max(0, position - 1) : position + 2]
        follows = around[-1] if scored is evidence.items[0] else None  # often says the rest of it
        return tuple(
            each
            for each in around
            if each is follows or scores.get(each.id, 0.0) >= scored.hit.score - NEIGHBOUR
        )

    def _sentences(self, group: Group, evidence: Evidence) -> tuple[Part, ...]:
        """The best sentences of a paragraph and the one after the best, which often goes on, in its order."""
        scores = {each.place.item.id: each.hit.score for each in evidence.items}
        best = max(group.items, key=lambda item: scores.get(item.id, 0.0))
        after = group.items[group.items.index(best) + 1 :][:1]
        top = scores.get(best.id, 0.0)
        near = [i for i in group.items if i in after or scores.get(i.id, 0.0) >= top - NEIGHBOUR]
        return (part_of(group, near),)

    def _groups(self, group: Group) -> tuple[Group, ...]:
        return self._catalogue.groups(group.section.id)


def _choose(asked: Question, query: Query, ranked: Sequence[tuple[float, ScoredItem]]) -> list[ScoredItem]:
    """The best item, those about as fit, and those that hold what is asked besides; best first."""
    top = ranked[0][0]
    chosen: list[ScoredItem] = []
    open_concepts = set(query.concepts)
    length = 0
    for fitness, scored in ranked:
        held = place_stems(scored)
        new = {concept for concept in open_concepts if concept.meant_in(held)}
        elsewhere = bool(chosen) and scored.place.document.id != chosen[0].place.document.id
        distance = NEAR / 2 if elsewhere or asked.kind is Kind.NUMBER else NEAR
        close = fitness >= top - distance and len(chosen) < CLOSE_ITEMS
        telling = any(concept.noun and concept.rarity >= 0.7 for concept in new)
        if chosen and not close and not (telling and fitness >= top - FAR):
            continue
        if chosen and length + len(scored.place.item.text) > FACT_CHARACTERS:
            continue
        if chosen and not telling and is_bare_word(scored.place.item):
            continue
        chosen.append(scored)
        open_concepts -= new
        length += len(scored.place.item.text)
    return chosen


def _nearest(group: Group, evidence: Evidence) -> list[Item]:
    """The lines of the list that score about as its best one; all of them where none was found."""
    scores = {each.place.item.id: each.hit.score for each in evidence.items if each.place.group is group}
    top = max(scores.values(), default=0.0)
    return [item for item in group.items if scores.get(item.id, 0.0) >= top - NEAR / 2]


def _is_label(item: Item) -> bool:
    """Whether it only names a box of a diagram: «BDSP A»."""
    return is_bare_word(item) and any(len(word) == 1 and word.isascii() for word in item.text.split())


def _with_best(
    asked: Question, query: Query, parts: tuple[Part, ...], evidence: Evidence
) -> tuple[Part, ...]:
    """The parts, led by the line that scores best where no line of theirs comes near it."""
    best, shown = evidence.items[0], {line for part in parts for line in part.lines}
    near = any(i.place.item.text in shown and i.hit.score > best.hit.score - BEHIND for i in evidence.items)
    telling = best.place.section.topic is not Topic.ABOUT and not is_bare_word(best.place.item)
    ranked = Ask.EXTREME in asked.asks and best.place.item.kind is ItemKind.ROW
    beaten = ranked and any(part.section.id == best.place.section.id for part in parts)
    if near or beaten or not telling or names_only_topics(asked, query):
        return parts
    return (part_of(best.place.group, (best.place.item,)), *parts)


def _on_topic(asked: Question, query: Query, evidence: Evidence) -> Evidence:
    """Only what stands under the topics asked for, when nothing else is named («فایدهٔ خوشه چیه؟»)."""
    if not names_only_topics(asked, query):
        return evidence
    items = tuple(item for item in evidence.items if item.place.section.topic in asked.topics)
    groups = tuple(each for each in evidence.groups if each.group.section.topic in asked.topics)
    return replace(evidence, items=items, groups=groups) if items else evidence


def _in_process(evidence: Evidence) -> bool:
    """Whether one of the best items is a step, or stands below one."""
    return any(
        item.place.item.kind is ItemKind.STEP or item.place.section.topic is Topic.PROCESS
        for item in evidence.items[:3]
    )
