"""How one answer came about, as a run keeps it: query forms, hits, decision, what was left out."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TrailHit:
    """One found passage with the parts of its score."""

    passage: str  # passage id
    section: str  # section id
    item: str | None  # item id; None for a passage that stands for its section
    score: float
    cosine: float
    words: float  # BM25 over words, 0 to 1
    chars: float  # BM25 over character n-grams, 0 to 1
    text: str = ""  # its beginning, for whoever reads the trail; only the first hits have it


@dataclass(frozen=True, slots=True)
class Blocked:
    """A line that was composed and not let through."""

    text: str
    quote: str  # what it was checked against
    reason: str


@dataclass(frozen=True, slots=True)
class Trail:
    """The evidence trail of one question."""

    forms: tuple[str, ...]  # the question as it was searched for
    concepts: tuple[str, ...]  # content words as understood
    kind: str  # question kind as recognised
    hits: tuple[TrailHit, ...]  # best first
    chosen: tuple[str, ...] = ()  # ids of the items that were to be said
    decision: str = ""  # answered, or why not
    features: dict[str, float] = field(default_factory=dict)  # what the decision saw
    blocked: tuple[Blocked, ...] = ()
