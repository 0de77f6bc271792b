"""Reads the instruments of knowledge/frameworks; what is wrong there is said with file, line and reason."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

import knowledge
from bot.assessment.instrument import (
    Advice,
    Band,
    Condition,
    Dimension,
    Gate,
    Indicator,
    Instrument,
    Reference,
    Source,
    Stage,
)
from bot.assessment.sources import find_source
from bot.assessment.toml_tables import InstrumentInvalid, Table, read_table
from knowledge.document import Document
from knowledge.starter import starter_documents

FRAMEWORKS = Path(knowledge.__file__).parent / "frameworks"
METHOD = "method.toml"  # which instruments there are, and what they share: stages and quoted places

_INSTRUMENT = TypeAdapter(Instrument)
_KEY = r"[a-z][a-z0-9_]{0,23}"  # stands in button data


@dataclass(frozen=True, slots=True)
class _Method:
    files: Sequence[str]  # of the instruments
    sources: Mapping[str, Source]
    stages: tuple[Stage, ...]


def load_instruments(
    folder: Path = FRAMEWORKS, documents: Sequence[Document] | None = None
) -> tuple[Instrument, ...]:
    """All instruments in the order of the method file; raises InstrumentInvalid."""
    try:
        method = _read_method(folder / METHOD, starter_documents() if documents is None else documents)
        instruments = tuple(_read_instrument(folder / file, method) for file in method.files)
    except OSError as error:
        raise InstrumentInvalid(f"{error.filename}: {error.strerror}") from error
    if len({instrument.key for instrument in instruments}) < len(instruments):
        raise InstrumentInvalid(f"{folder / METHOD}: two instruments have the same key")
    return instruments


def _read_method(file: Path, documents: Sequence[Document]) -> _Method:
    table = read_table(file)
    table.only("instruments", "documents", "stage", "sources")
    names = table.table("documents")
    places = table.table("sources")
    sources: dict[str, Source] = {}
    for key in places.names():
        place = places.table(key)
        place.only("document", "section", "opening")
        document = place.one_of("document", names.names())
        reference = Reference(names.text(document), place.text("section"), place.text("opening"))
        source = find_source(reference, documents)
        if source is None:
            place.fail(
                f"«{reference.opening}» is not found in section {reference.section} of {reference.document}"
            )
        sources[key] = source
    stages = []
    for each in table.tables("stage"):
        each.only("key", "title", "source")
        key = each.matching("key", _KEY)
        stages.append(Stage(key, each.persian("title"), sources[each.one_of("source", sources)]))
    return _Method(table.texts("instruments"), sources, tuple(stages))


def _read_instrument(file: Path, method: _Method) -> Instrument:
    table = read_table(file)
    table.only(
        *("key", "version", "title", "subject", "about", "minutes", "scale"),
        *("least_coverage", "band", "dimension"),
    )
    known: set[str] = set()
    dimensions = tuple(_read_dimension(each, method, known) for each in table.tables("dimension"))
    if len({dimension.key for dimension in dimensions}) < len(dimensions):
        table.fail("two dimensions have the same key")
    instrument = Instrument(
        key=table.matching("key", _KEY),
        version=table.matching("version", r"[0-9]+(\.[0-9]+)*"),
        digest="",
        title=table.persian("title"),
        subject=table.persian("subject"),
        about=table.persian("about"),
        minutes=table.text("minutes"),
        scale=table.five("scale"),
        least_coverage=table.number("least_coverage", 0.01, 1),
        bands=_read_bands(table),
        stages=method.stages,
        dimensions=dimensions,
    )
    return replace(instrument, digest=digest_of(instrument))


def digest_of(instrument: Instrument) -> str:
    """Of all that is asked, scored and cited, whatever digest stands in it now."""
    return hashlib.sha256(_INSTRUMENT.dump_json(replace(instrument, digest=""))).hexdigest()[:16]


def _read_bands(table: Table) -> tuple[Band, ...]:
    bands: list[Band] = []
    for each in table.tables("band"):
        each.only("title", "from", "narrative")
        low = each.number("from", 0, 100)
        if (low != 0) if not bands else (low <= bands[-1].from_score):
            each.fail("the bands begin at 0 and rise", "from")
        bands.append(Band(each.persian("title"), low, each.persian("narrative")))
    return tuple(bands)


def _read_dimension(table: Table, method: _Method, known: set[str]) -> Dimension:
    table.only("key", "title", "weight", "indicator")
    key, title = table.matching("key", _KEY), table.persian("title")
    weight = table.number("weight", 0.01, 100)
    indicators = tuple(_read_indicator(each, method, known) for each in table.tables("indicator"))
    return Dimension(key, title, weight, indicators)


def _read_indicator(table: Table, method: _Method, known: set[str]) -> Indicator:
    table.only("key", "question", "help", "levels", "weight", "if", "rests_on", "gate", "advice")
    key = table.matching("key", _KEY)
    if key in known:
        table.fail(f"there is another indicator {key}", "key")
    condition = gate = None
    if table.has("if"):
        asked = table.table("if")
        asked.only("indicator", "at_least")
        condition = Condition(asked.one_of("indicator", known), asked.whole("at_least", 2, 5))
    if table.has("gate"):
        stop = table.table("gate")
        stop.only("at_most", "source")
        source = method.sources[stop.one_of("source", method.sources)]
        gate = Gate(stop.whole("at_most", 1, 4), source)
    advice = []
    for each in table.tables("advice"):
        each.only("at_most", "source", "stage")
        source = method.sources[each.one_of("source", method.sources)]
        stage = each.one_of("stage", [stage.key for stage in method.stages])
        advice.append(Advice(each.whole("at_most", 1, 4), source, stage))
    known.add(key)
    return Indicator(
        key=key,
        question=table.persian("question"),
        help=table.persian("help"),
        levels=table.five("levels"),
        weight=table.number("weight", 0.01, 100),
        rests_on=tuple(method.sources[name] for name in table.some_of("rests_on", method.sources)),
        advice=tuple(advice),
        condition=condition,
        gate=gate,
    )
