"""«هر چی دربارهٔ برند هست», «زیرساخت کجاها اومده؟»: every line that speaks of it, wherever it stands."""

from collections.abc import Iterable, Sequence, Set

from bot.dialogue.asking import is_general
from bot.dialogue.catalogue import Catalogue
from bot.dialogue.chapters import joined
from bot.dialogue.evidence import Evidence
from bot.dialogue.naming import names_country_abroad, names_known_place
from bot.dialogue.parts import Part, part_of
from knowledge.document import Document, Item, Topic
from knowledge.query import EARLIER_SHARE, SAME_WEIGHT, Concept, Query
from knowledge.stems import stem, stems

AS_WELL = 0.85  # … of the best match there is: where its own word stands, a word near it is another matter
MOST = 16  # lines; what more of them speak of is named in passing
PLACES = frozenset("بخش قسمت جا مورد موارد".split())  # «در کدام بخش‌ها» says where to look
_TELL_NONE = frozenset({Topic.ABOUT, Topic.CHALLENGES})
_CLUSTER = "خوشه"
_HOME = frozenset(map(stem, "ایران ایرانی کشور کشورمان".split()))
_FIELD = _HOME | frozenset(map(stem, "خوشه صنعت صنعتی کسب کار کسب‌وکار سند متن اسم نام برده".split()))
FEWEST = 2  # … and one is no more than the best line of any answer


def find_mentions(catalogue: Catalogue, query: Query, evidence: Evidence) -> tuple[Part, ...]:
    """The lines found that speak of all the things named, in the documents' order; () for one or too many."""
    lines = [each.place.item for each in evidence.items if each.place.section.topic is not Topic.ABOUT]
    held = {item.id: set(stems(f"{item.lead or ''} {item.text}")) for item in lines}
    runs = [
        [(concept, least) for concept in run if (least := _least(concept, held.values()))]
        for run in joined(query.words, _things(query))
    ]
    found = {
        id
        for id, own in held.items()
        if all(any(concept.match(own) >= least for concept, least in run) for run in runs)
    }
    if not runs or not FEWEST <= len(found) <= MOST:
        return ()
    sections = [section for document in catalogue.documents for section in document.sections]
    parts = []
    for group in (group for section in sections for group in catalogue.groups(section.id)):
        if said := [item for item in group.items if item.id in found]:
            parts.append(part_of(group, said))
    return tuple(parts)


def find_clusters(catalogue: Catalogue, query: Query, documents: Sequence[Document]) -> tuple[Part, ...]:
    """Every line that names a cluster by its place; () where the question says anything of which it wants."""
    if not names_only_clusters(query):
        return ()
    at_home = any(stem(concept.word) in _HOME for concept in query.concepts)
    sections = [section for document in documents for section in document.sections]
    parts = []
    for group in (g for s in sections if s.topic not in _TELL_NONE for g in catalogue.groups(s.id)):
        named = [item for item in group.items if names_known_place(item.text) and _is_on_clusters(item)]
        if at_home:
            named = [item for item in named if not names_country_abroad(item.text)]
        if named:
            parts.append(part_of(group, named))
    return tuple(parts)


def names_only_clusters(query: Query) -> bool:
    """Whether it says of the clusters only that they are of this country, or named in the documents."""
    return bool(query.concepts) and all(stem(concept.word) in _FIELD for concept in query.concepts)


def _is_on_clusters(item: Item) -> bool:
    return _CLUSTER in stems(f"{item.lead or ''} {item.text}")


def _things(query: Query) -> list[Concept]:
    """The nouns that the message itself names; whatever else it names where it has none."""
    named = [c for c in query.concepts if c.known and c.share > EARLIER_SHARE and not is_general(c)]
    named = [concept for concept in named if concept.word not in PLACES]
    return [concept for concept in named if concept.noun] or named


def _least(concept: Concept, lines: Iterable[Set[str]]) -> float:
    """What a line has to match the concept by; 0 where none speaks of it."""
    best = max((concept.match(held) for held in lines), default=0.0)
    return max(SAME_WEIGHT, AS_WELL * best) if best >= SAME_WEIGHT else 0.0
