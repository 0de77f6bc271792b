"""What a self-assessment asks: dimensions of indicators with five levels in words, all of it data.

An instrument is read from knowledge/frameworks/*.toml by bot.assessment.reading and never changed afterwards.
Whatever it says about the policy is a Source: words of a document with their citation.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.document import Citation

LEVELS = (1, 2, 3, 4, 5)  # from the weakest to the strongest
type Level = int  # one of LEVELS


@dataclass(frozen=True, slots=True)
class Reference:
    """Where words stand: robust against another numbering, since the words themselves are named."""

    document: str  # file name
    section: str  # number of the section, «2.17» in ASCII digits
    opening: str  # how the item begins


@dataclass(frozen=True, slots=True)
class Source:
    """Words of a document that an indicator, a piece of advice or a stage rests on."""

    reference: Reference
    text: str  # readable on its own: a point stands behind the line it hangs under
    citation: Citation


@dataclass(frozen=True, slots=True)
class Condition:
    """Asked only if another indicator, earlier in the file, stands at this level at least."""

    indicator: str
    at_least: Level


@dataclass(frozen=True, slots=True)
class Gate:
    """Without what this indicator asks for there is no cluster: said plainly at this level and below."""

    at_most: Level
    source: Source


@dataclass(frozen=True, slots=True)
class Advice:
    """What the documents hold for those at this level and below."""

    at_most: Level
    source: Source
    stage: str  # key of the Stage of the method that it belongs to


@dataclass(frozen=True, slots=True)
class Indicator:
    key: str
    question: str
    help: str  # one line with an example
    levels: tuple[str, str, str, str, str]  # the anchors of LEVELS, in words
    weight: float  # within its dimension
    rests_on: tuple[Source, ...]
    advice: tuple[Advice, ...]
    condition: Condition | None = None
    gate: Gate | None = None


@dataclass(frozen=True, slots=True)
class Dimension:
    key: str
    title: str
    weight: float  # within the whole
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """From this overall score on (0 to 100) up to the next band."""

    title: str
    from_score: float
    narrative: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the development method, in the method's order."""

    key: str
    title: str
    source: Source


@dataclass(frozen=True, slots=True)
class Instrument:
    key: str  # "firm", "cluster"
    version: str
    digest: str  # of everything below: two instruments with the same digest ask and score alike
    title: str
    subject: str  # what is assessed, in a button: «بنگاه من»
    about: str  # one or two sentences before the first question
    minutes: str  # how long it takes, as people read it: «۶ تا ۸»
    scale: tuple[str, str, str, str, str]  # short names of the five levels, for buttons
    least_coverage: float  # share of the weight that must be answered for a verdict, 0 to 1
    bands: tuple[Band, ...]  # rising
    stages: tuple[Stage, ...]
    dimensions: tuple[Dimension, ...]

    def indicators(self) -> Iterator[tuple[Dimension, Indicator]]:
        """All of them with their dimension, in the order of asking."""
        for dimension in self.dimensions:
            for indicator in dimension.indicators:
                yield dimension, indicator
