"""A message and what was asked before it, as the query and the question that they make together."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.dialogue import texts
from bot.dialogue.asking import is_general, names_only_topics
from bot.dialogue.chapters import CHAPTERS
from bot.dialogue.correcting import put_right
from bot.dialogue.leaning import Signs, is_alone, leans, observe
from bot.dialogue.meant import OF_THE_PROGRAMME, SOLUTION, find_meant, names_more
from bot.dialogue.parts import Part
from bot.dialogue.planning import LISTED
from bot.dialogue.pointing import names_step, points, read_pointer
from bot.dialogue.question import (
    Ask,
    Kind,
    Question,
    adds,
    asks_for_all,
    asks_for_one_proposal,
    asks_how_about,
    compares,
    counted_from,
    is_owned,
    names_every_source,
    names_other_source,
    names_owned,
    points_back,
    puts_together,
    read_question,
    without_adding,
    without_author,
    without_comparing,
    without_few,
    without_manner,
)
from bot.dialogue.rules import load_rules, plain
from bot.dialogue.stepping import step_named
from bot.dialogue.telling import is_of_oneself, parted, says, told_of_oneself
from bot.dialogue.verbs import read_verb
from knowledge.document import Document, ItemKind, Topic
from knowledge.query import SPOKEN_WEIGHT, Concept, Query, QueryReader
from knowledge.retriever import Retriever
from knowledge.stems import stems
from knowledge.themes import find_bodies, find_themes

KEYWORDS = 3  # words; a bare name of the field, and no sentence
WELL_KNOWN = 0.94  # cosine
SEVERAL = 2  # things of a plight
BRIEF = 4  # words; «شما چی پیشنهاد می‌کنید؟»


class Understanding:
    """Reads messages against the documents of one index; immutable."""

    def __init__(self, documents: Sequence[Document], reader: QueryReader, retriever: Retriever) -> None:
        self.documents = tuple(documents)
        sections = [section.items for document in documents for section in document.sections]
        processes = [items for items in sections if any(item.kind is ItemKind.STEP for item in items)]
        self._steps = [item.text for items in processes for item in items]
        self._reader = reader
        self._retriever = retriever

    def understand(self, question: str, history: Sequence[str], told: str = "") -> tuple[Query, Question]:
        """The query and what it asks, with the earlier question behind it when it is a follow-up.

        `told` is what was said before the question in one breath with it.
        """
        query, asked = self._where_defined(*self._read(question, tuple(history)))
        if told and not asked.kinds_named:  # «این مقاله را خواندم، می‌خواستم بدانم …»
            asked = replace(asked, kinds_named=read_question(told).kinds_named)
        return query, asked

    def parted(self, message: str, before: str = "") -> tuple[str, str]:
        """What is told before the question, and that; in one where the question means nothing alone.

        `before` is what was told in the messages before; it counts for «چیکار کنیم؟» and the like.
        """
        told, question = parted(put_right(message), self._names_something)
        if not told:
            of_oneself, last = told_of_oneself(question, self._names_something)
            told, question = (of_oneself, last) if last and self._stands_alone(last) else (told, question)
        if not question or not (before or told):
            return told, question
        query, asked = self._read_alone(question)
        if self._asks_what_to_do(question, query, asked) and (theme := self._theme(f"{before} {told}")):
            return told, texts.proposed(theme)
        if not told or self._is_on_field(question, query):
            return told, question
        names = any(c.known and c.noun and not is_general(c) for c in query.concepts)
        whether_said = load_rules().turns["whether_said"].search(plain(question)) is not None
        if not names and (whether_said or self._leans(question, query, asked, self._reader.read(told))):
            return "", f"{told}، {question}"
        return told, question

    def on_theme_told(self, message: str, shown: Sequence[Part] = ()) -> str:
        """What is proposed or said on the theme of what is told: «مشتری ندارم چیکار کنم»; "" for others.

        In the words of who tells it the documents may know nothing. `shown` is what was found by them: where
        a line speaks of several things that are told, that is the answer.
        """
        if said := load_rules().turns["whether_said"].search(plain(message)):
            told = f"{plain(message)[: said.start()]} {plain(message)[said.end() :]}"
            matter = next((c.word for c in self._things(told) if self._theme(c.word)), "")
            return texts.told_of(matter) if matter and not shown else ""
        plight = self._plight(message)
        own = says("own_question", plain(message)) or is_of_oneself(plight, self._names_something)
        if shown and not own:
            return ""
        lines = [set(stems(line)) for part in shown for line in part.lines]
        things = self._things(plight)
        if any(sum(thing.meant_in(line) for thing in things) >= SEVERAL for line in lines):
            return ""
        theme = self._theme(plight)
        return texts.proposed(theme) if theme else ""

    def _plight(self, message: str) -> str:
        """What a way out of is wanted: «صادراتم خوابیده» of «صادراتم خوابیده، چیکار کنم؟»; "" for none."""
        meant = find_meant(message)
        if meant is not None and meant.name == SOLUTION:
            return meant.rest
        told, last = told_of_oneself(message, self._names_something)
        return told if last and self._asks_what_to_do(last, *self._read_alone(last)) else ""

    def _theme(self, told: str) -> str:
        """The first theme that is spoken of; "" for none."""
        heard = " ".join(self._reader.read(told).readings)
        return next(filter(None, map(texts.THEMES.get, find_themes(heard))), "")

    def _stands_alone(self, question: str) -> bool:
        """Whether it says what it is about, beside the field."""
        leans = names_owned(question) or any(map(points, self._reader.read(question).words))
        return not leans and bool(self._things(question))

    def _things(self, text: str) -> list[Concept]:
        """What the text names of the documents, beside the field."""
        named = (c for c in self._reader.read(text).concepts if c.known and c.noun and not is_general(c))
        return [concept for concept in named if read_verb(concept.word) is None]

    def _is_on_field(self, question: str, query: Query) -> bool:
        """«این خوشه به چه دردم می‌خورد؟»: means the field, whatever was told before."""
        meant = find_meant(question)
        if meant is None or meant.name == SOLUTION or names_more(self._reader.read(meant.rest)):
            return False
        return any(map(is_general, query.concepts))

    def wants_solution(self, question: str) -> bool:
        """Whether it wants a solution of what it points at: «راه حل اولی چیه؟»، «راه حلش؟»."""
        query, asked = self._read_alone(question)
        named = tuple(concept for concept in query.concepts if not points(concept.word))
        return self._means_solution(question, asked) or self._asks_what_to_do(
            question, replace(query, concepts=named), asked
        )

    def _means_solution(self, question: str, asked: Question) -> bool:
        """Whether it names nothing beside the solution: «راه حلش چیه؟»."""
        meant = find_meant(question)
        if meant is None or meant.name != SOLUTION or asked.next_step:
            return False
        return not names_more(self._reader.read(meant.rest))

    def _asks_what_to_do(self, question: str, query: Query, asked: Question) -> bool:
        """Whether it wants a solution and does not say of what: «چیکار کنیم؟»، «پیشنهادی هست؟»."""
        if asked.kinds_named or asked.next_step or asks_for_all(question):
            return False
        if asked.topics == (Topic.PROPOSALS,):
            return len(query.words) <= BRIEF and names_only_topics(asked, query)
        return self._means_solution(question, asked)

    def _asks_for_some_proposal(self, question: str, query: Query, asked: Question) -> bool:
        """«پیشنهادی هست؟», and not «پیشنهادها چیست؟»."""
        if asked.topics != (Topic.PROPOSALS,) or asked.kinds_named:
            return False
        bare = not any(concept.known or concept.noun for concept in query.concepts)
        return bare or (asks_for_one_proposal(question) and self._asks_what_to_do(question, query, asked))

    def _names_something(self, text: str) -> bool:
        """Whether the text names something of the documents."""
        return any(c.known and c.noun for c in self._reader.read(text).concepts)

    def _where_defined(self, query: Query, asked: Question) -> tuple[Query, Question]:
        """The query looked up where the field is defined when it names nothing else."""
        if not _names_only_field(query):
            return query, asked
        if asked.kind is Kind.FACT and len(query.words) <= KEYWORDS:
            asked = replace(asked, kind=Kind.DEFINITION)
        if not asked.topics and asked.kind in (Kind.DEFINITION, Kind.COMPARISON):
            # «خوشه چیه؟» and «خوشه» name nothing but the field itself: look where the field is defined
            query = self._reader.follow(query, self._reader.read(texts.DEFINITION))
        if not asked.topics and asked.kind is Kind.NUMBER and Ask.NUMBER in asked.asks:
            query = self._reader.follow(query, self._reader.read(texts.NUMBER))  # «چند خوشه داریم؟»
        return query, asked

    def _read(self, question: str, history: Sequence[str]) -> tuple[Query, Question]:
        """As `understand`, but for the place where the field is defined."""
        if meant := self._meant(question, history):
            return self._read_alone(meant)
        query, asked = self._read_alone(question)
        if not history:
            return query, asked
        earlier, earlier_asked = self._read(history[-1], history[:-1])
        if not self._leans(question, query, asked, earlier):
            return query, asked
        kinds = self._sources(question, asked, earlier_asked)
        if self._means_solution(question, asked) or self._asks_for_some_proposal(question, query, asked):
            # «راه حلش چیه؟»، «پیشنهادی هست؟»: what is proposed on the matter before
            named = [c for c in earlier.concepts if not (c.asked_for or is_general(c))]
            matter = " ".join(c.word for c in [c for c in named if c.known and c.noun] or named)
            proposals = replace(asked, kind=Kind.LIST, topics=(Topic.PROPOSALS,), kinds_named=kinds)
            return self._reader.read(texts.proposed(matter or texts.FIELD)), proposals
        bare = not any(concept.known or concept.noun for concept in query.concepts)
        defined = earlier_asked.kind is Kind.DEFINITION and not earlier_asked.topics
        if bare and defined and asked.asks - {Ask.REASON}:
            # «BDS یعنی چی؟» «چند تا داریم؟»: of the thing, and no longer what it is
            thing = " ".join(concept.word for concept in earlier.concepts)
            query, asked = self._read_alone(f"{thing} {question}")
            return query, replace(asked, kinds_named=kinds)
        if bare or (len(kinds) > 1 and self._only_gathers(question, asked)):
            # «بقیه‌اش؟» «مقاله هم گفته؟» «همه‌اش از هر دو»: the earlier question again, in this one's light
            return replace(earlier, text=f"{history[-1]} {question}"), replace(
                earlier_asked, kinds_named=kinds, asks=asked.asks, years=asked.years or earlier_asked.years
            )
        leans = asks_how_about(question) or read_pointer(question) is not None
        fresh = names_more(query) and not leans
        of_benefits = earlier_asked.topics == (Topic.BENEFITS,) and names_only_topics(earlier_asked, earlier)
        if fresh and (of_benefits or (asked.kind is Kind.DEFINITION and not points_back(question))):
            return query, replace(asked, kinds_named=kinds)  # «وام هم می‌دهند؟» is no benefit
        chapter, before = (CHAPTERS.intersection(each.topics) for each in (asked, earlier_asked))
        if chapter and before and chapter != before and not puts_together(question):
            # «چالش‌های همین موضوع» behind proposals on it wants no proposals
            earlier = self._without(earlier, lambda concept: _names_topic(concept, earlier_asked))
        in_its_place = asks_how_about(question) or CHAPTERS.intersection(earlier_asked.topics)
        if not asked.topics and _names_theme(query) and in_its_place:
            # «همین را برای دانشگاه» takes the place of the theme before, «همین» being proposals
            without = self._without(earlier, _is_theme)
            earlier = without if asks_how_about(question) else replace(without, readings=earlier.readings)
        if defined and names_more(query) and not (names_more(earlier) or asked.kinds_named):
            return query, replace(asked, kinds_named=kinds)  # the field goes without saying
        if names_more(query) and not asks_how_about(question):
            # who wants one thing of it wants no longer what was wanted of it before: «رئیسش؟»، «وظیفه‌اش؟»
            earlier = replace(earlier, concepts=tuple(c for c in earlier.concepts if not c.asked_for))
        followed = self._reader.follow(query, earlier)
        if asked.kind in LISTED and names_only_topics(asked, query) and not points_back(question):
            return query, replace(asked, kinds_named=kinds)  # «چالش‌ها چیست؟» of the same source
        counts_on = asked.kind is Kind.FACT and earlier_asked.kind is Kind.NUMBER
        return followed, replace(
            asked,
            kind=Kind.NUMBER if counts_on else asked.kind,
            kinds_named=kinds,
            topics=asked.topics or earlier_asked.topics,
        )

    def _without(self, query: Query, left_out: Callable[[Concept], bool]) -> Query:
        """The query without such concepts, in its readings too."""
        words = {concept.word for concept in query.concepts if left_out(concept)}
        rest = self._reader.read(" ".join(word for word in query.words if word not in words))
        kept = tuple(concept for concept in query.concepts if concept.word not in words)
        return replace(query, concepts=kept, readings=rest.readings)

    def _meant(self, question: str, history: Sequence[str]) -> str | None:
        """The question in full when it names nothing of its own and neither does what was asked before."""
        meant = find_meant(question)
        if meant is None or meant.name == SOLUTION or names_more(self._reader.read(meant.rest)):
            return None
        if history and meant.name not in OF_THE_PROGRAMME:
            earlier, asked = self._read(history[-1], history[:-1])
            if names_more(earlier) and not (names_only_topics(asked, earlier) or names_step(history[-1])):
                return None
        return texts.MEANT[meant.name]

    def _read_alone(self, question: str) -> tuple[Query, Question]:
        """The message by itself; what only compares or counts is no part of the query."""
        query = self._reader.read(question)
        asked = read_question(question, query.readings[-1])
        rest = without_manner(question)
        if self.is_across(asked) and (core := self._reader.read(without_comparing(rest))).concepts:
            query = replace(core, text=question)
        elif rest != question:
            query = replace(self._reader.read(rest), text=question)
        if (counted := counted_from(question)) and self._reader.read(counted[0]).concepts[0].known:
            # the whole stands in the documents, not in the line that tells of its part
            query = replace(self._reader.read(counted[1]), text=question)
            asked = replace(asked, whole=frozenset(counted[:1]))
        if asked.few:
            query = replace(self._reader.read(without_few(question)), text=question)
        elif Topic.ABOUT not in asked.topics and (rest := without_author(question)) != question:
            query = replace(self._reader.read(rest), text=question)
        return query, asked

    def _sources(self, question: str, asked: Question, earlier: Question) -> frozenset[str]:
        """The kinds of document that a follow-up means: its own, or those of the question before."""
        every = frozenset(document.kind for document in self.documents)
        if names_every_source(question):
            return every
        if names_other_source(question) and earlier.kinds_named:
            return every - earlier.kinds_named
        if adds(question):
            return asked.kinds_named | (earlier.kinds_named or every)
        if asked.kinds_named != earlier.kinds_named and asked.kinds_named and compares(question):
            return asked.kinds_named | (earlier.kinds_named or every)
        return asked.kinds_named or earlier.kinds_named

    def knows(self, question: str) -> bool:
        """Whether it is nearly a question whose answer is known."""
        known = self._retriever.familiarity(self._read_alone(question)[0])
        return known.answered >= WELL_KNOWN and known.answered > known.unanswered

    def signs(self, question: str, history: Sequence[str]) -> Signs:
        """By which it is seen whether a message leans on the last one."""
        query, _ = self._read_alone(question)
        earlier, _ = self._read(history[-1], tuple(history[:-1]))
        return observe(question, query, self._reader.follow(query, earlier), self._retriever)

    def is_alone(self, question: str, history: Sequence[str]) -> bool:
        """Whether the message has clearly nothing to do with those before."""
        return is_alone(self.signs(question, history))

    def goes_on(self, question: str, history: Sequence[str]) -> bool:
        """Whether the message takes up the last one."""
        earlier, _ = self._read(history[-1], tuple(history[:-1]))
        return self._leans(question, *self._read_alone(question), earlier)

    def _leans(self, question: str, query: Query, asked: Question, earlier: Query) -> bool:
        """Whether the message says too little without the one before, or sets a source beside another."""
        back = points_back(question)
        bare = asked.kind is Kind.DEFINITION or (
            asked.kind is Kind.FACT and len(query.words) == len(query.concepts)
        )
        if bare and is_strange(query) and not back:
            return False  # «خرپا یعنی چه؟», «فوتبال» ask nothing of what was said before
        if asked.kind is Kind.DEFINITION and _names_only_field(query) and not (asked.topics or back):
            return False  # nor does «خوشه چیست؟»
        of_a_thing = any(map(is_owned, query.words))  # «بعد از خروجش چی؟»
        if asked.next_step and not of_a_thing and step_named(self._steps, query):
            return False  # nor «بعد از اعتمادسازی چیست؟», which names the step itself
        if self._only_gathers(question, asked) or self._asks_for_some_proposal(question, query, asked):
            return True
        beside = compares(question) and len(asked.kinds_named) == 1  # «مقاله هم همین را می‌گوید؟»
        return beside or leans(observe(question, query, self._reader.follow(query, earlier), self._retriever))

    def _only_gathers(self, question: str, asked: Question) -> bool:
        """Whether it only wants more sources of what was asked before: «همه‌اش از هر دو», «مال مقاله هم»."""
        if not (names_every_source(question) or adds(question)):
            return False
        topics = [load_rules().topics[topic] for topic in asked.topics]
        named = (c for c in self._reader.read(without_adding(question)).concepts if c.known and c.noun)
        return all(
            is_general(c) or points(c.word) or any(pattern.search(c.word) for pattern in topics)
            for c in named
        )

    def is_across(self, asked: Question) -> bool:
        """Whether the question sets documents side by side: it says so, or names more than one of them."""
        named = len(asked.kinds_named) > 1 and len(self.wanted(asked)) > 1
        return named or (asked.kind is Kind.COMPARISON and len(self.documents) > 1)

    def wanted(self, asked: Question) -> tuple[Document, ...]:
        """The documents that the question names by their kind; all of them when it names none."""
        named = tuple(d for d in self.documents if d.kind in asked.kinds_named)
        return named or self.documents


def _names_only_field(query: Query) -> bool:
    return bool(query.concepts) and all(is_general(concept) for concept in query.concepts)


def _names_topic(concept: Concept, asked: Question) -> bool:
    """Whether it is a word for a chapter that the question asks for."""
    return any(load_rules().topics[topic].search(concept.word) for topic in asked.topics)


def _names_theme(query: Query) -> bool:
    return any(_is_theme(concept) for concept in query.concepts)


def _is_theme(concept: Concept) -> bool:
    """Whether it names a theme or a body, by its own word or a plain one for that, and not only the field."""
    words = [concept.word, *(" ".join(phrase) for phrase, weight in concept.terms if weight >= SPOKEN_WEIGHT)]
    return not is_general(concept) and any(find_themes(word) or find_bodies(word) for word in words)


def is_strange(query: Query) -> bool:
    """Whether the documents know none of the words."""
    return bool(query.concepts) and not any(concept.known for concept in query.concepts)


def names_only_strange(query: Query) -> bool:
    """Whether it names things, and none that the documents know."""
    named = [concept for concept in query.concepts if concept.noun or concept.place]
    return bool(named) and not any(concept.known for concept in named)
