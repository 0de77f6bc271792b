"""How well an item or a list fits the question, beyond its score as a hit."""

from collections.abc import Set

from bot.dialogue.asking import is_general, meets
from bot.dialogue.catalogue import Group
from bot.dialogue.evidence import ScoredItem
from bot.dialogue.naming import names_known_place
from bot.dialogue.question import Ask, Question, asks_which_clusters
from knowledge.document import Item, ItemKind, Topic
from knowledge.persian import fold
from knowledge.query import EARLIER_SHARE, Query, numerals
from knowledge.stems import stems
from knowledge.themes import find_themes

MEASURES = frozenset({Ask.NUMBER, Ask.PERCENT, Ask.YEAR, Ask.MONEY, Ask.REASON})
# added to a fused score, whose hits lie some hundredths apart
HOLDS_MEASURE = 0.04
HOLDS_YEAR = 0.04  # that is named
RANKED_ROW = 0.05  # the most and the least are read off a table
SPELT_OUT = 0.06  # «خدمات توسعهٔ کسب‌وکار (BDSP)»: what the letters stand for
GIVES_REASONS = 0.05
NAMES_CLUSTER = 0.05  # clusters are called by their town
TOPIC_NAMED = 0.03
THEME_NAMED = 0.04
DEFINES_FIELD = 0.06  # where nothing but the field is named
ABOUT_ASKED, ABOUT_UNASKED = 0.08, -0.05  # who wrote the document and what it is called


def holds_measure(said: str, asked: Question, query: Query) -> bool:
    """Whether the words hold a measure that is asked for."""
    return any(meets(ask, query, said) for ask in asked.asks & MEASURES)


def fitness_of(scored: ScoredItem, asked: Question, query: Query) -> float:
    """The hit's score, raised when the item holds the kind of thing or the topic that is asked for."""
    item, section = scored.place.item, scored.place.section
    score = scored.hit.score
    said = f"{item.lead or ''} {item.text}"
    if holds_measure(said, asked, query):
        score += HOLDS_MEASURE
    if Ask.EXTREME in asked.asks and item.kind is ItemKind.ROW:
        score += RANKED_ROW
    if asks_which_clusters(query.text) and names_known_place(item.text):
        score += NAMES_CLUSTER
    if any(f"({word})" in fold(said) for word in query.words if word.isascii() and word.isalpha()):
        score += SPELT_OUT
    if asked.years and asked.years & (numerals(item.text) | numerals(section.title)):
        score += HOLDS_YEAR
    return score + _topic_bonus(section.topic, asked, query)


def group_bonus(group: Group, asked: Question, query: Query) -> float:
    """For groups on the topic named, and for lists of reasons when reasons are asked for."""
    gives_reasons = Ask.REASON in asked.asks and meets(Ask.REASON, query, group.lead or "")
    bonus = THEME_NAMED if _is_on_theme(group, query) else 0.0
    if asks_which_clusters(query.text) and all(names_known_place(item.text) for item in group.items):
        bonus += NAMES_CLUSTER
    return bonus + _topic_bonus(group.section.topic, asked, query) + (GIVES_REASONS if gives_reasons else 0.0)


def _is_on_theme(group: Group, query: Query) -> bool:
    """Whether most of its lines are on a theme that the question names."""
    themes = set(find_themes(" ".join(query.words)))
    return 2 * sum(not themes.isdisjoint(item.themes) for item in group.items) > len(group.items)


def _topic_bonus(topic: Topic, asked: Question, query: Query) -> float:
    """For sections on the topic named; on definitions when the question names only the field itself."""
    if topic is Topic.ABOUT:  # who wrote the document and what it is called: only for those who ask
        return ABOUT_ASKED if topic in asked.topics else ABOUT_UNASKED
    if topic in asked.topics:
        return TOPIC_NAMED
    if topic is not Topic.DEFINITION:
        return 0.0
    bare = all(is_general(concept) for concept in query.concepts if concept.share > EARLIER_SHARE)
    return DEFINES_FIELD if bare else 0.0


def place_stems(scored: ScoredItem) -> Set[str]:
    """Of the item, its lead and its section's title."""
    return item_stems(scored.place.item) | set(stems(scored.place.section.title))


def item_stems(item: Item) -> Set[str]:
    """Of the item and its lead."""
    return set(stems(item.text)) | set(stems(item.lead or ""))
