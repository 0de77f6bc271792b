"""The instruments that ship are whole, and whatever is wrong in a file is said with file, line and reason."""

import re
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from bot.assessment.instrument import Instrument, Reference, Source
from bot.assessment.reading import FRAMEWORKS, METHOD, load_instruments
from bot.assessment.shelf import Shelf
from bot.assessment.sources import find_source
from bot.assessment.toml_tables import InstrumentInvalid
from knowledge.document import Document
from knowledge.persian import fold
from knowledge.starter import CORPUS, starter_documents
from tests.assessing import KeptInstruments

INSTRUMENTS = load_instruments()
EACH = pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda instrument: instrument.key)


def sources(instrument: Instrument) -> list[Source]:
    found = [stage.source for stage in instrument.stages]
    for _, indicator in instrument.indicators():
        found += [*indicator.rests_on, *(advice.source for advice in indicator.advice)]
        found += [indicator.gate.source] if indicator.gate else []
    return found


def test_there_is_one_for_a_firm_and_one_for_a_cluster() -> None:
    shapes = {each.key: (len(each.dimensions), len([*each.indicators()])) for each in INSTRUMENTS}
    assert shapes == {"firm": (7, 18), "cluster": (8, 24)}


@EACH
def test_every_quoted_place_is_a_passage_of_the_starter_corpus(instrument: Instrument) -> None:
    corpus = {file.name: fold(file.read_text(encoding="utf-8")) for file in CORPUS.glob("*.md")}
    for source in sources(instrument):
        *_, words = source.citation.quote.splitlines()
        assert fold(words) in corpus[source.citation.source]
        assert fold(source.citation.title) in corpus[source.citation.source]


@EACH
def test_every_quoted_place_stands_in_the_section_that_is_named(instrument: Instrument) -> None:
    for source in sources(instrument):
        (document,) = [each for each in starter_documents() if each.source == source.reference.document]
        (section,) = [each for each in document.sections if each.number == source.reference.section]
        assert any(fold(item.text).startswith(fold(source.reference.opening)) for item in section.items)


@EACH
def test_every_indicator_has_advice_for_its_lowest_levels(instrument: Instrument) -> None:
    for _, indicator in instrument.indicators():
        assert max(advice.at_most for advice in indicator.advice) == 3, indicator.key


@EACH
def test_the_four_bands_are_quarters(instrument: Instrument) -> None:
    assert [(band.title, band.from_score) for band in instrument.bands] == [
        ("آغازین", 0),
        ("در حال شکل‌گیری", 25),
        ("آماده", 50),
        ("پیشرو", 75),
    ]


@EACH
def test_without_concentration_or_a_common_product_the_documents_are_quoted(instrument: Instrument) -> None:
    gates = [indicator.gate for _, indicator in instrument.indicators() if indicator.gate]
    assert len(gates) == 2
    for gate in gates:
        assert gate.source.text == "خوشه را به‌سختی می‌توان ایجاد نمود."


@EACH
def test_the_persian_is_written_as_people_read_it(instrument: Instrument) -> None:
    texts = [instrument.title, instrument.about, *(band.narrative for band in instrument.bands)]
    for dimension, indicator in instrument.indicators():
        texts += [dimension.title, indicator.question, indicator.help, *indicator.levels]
        assert indicator.question.endswith("؟"), indicator.question
        assert len(indicator.help) <= 130, indicator.help
        assert all(len(level) <= 70 and not level.endswith(".") for level in indicator.levels)
    for text in texts:
        assert not re.search("[يكةى0-9?,;]|[^\\S ]|  | ‌|‌ | ها | های |(^| )(می|نمی) ", text), text


@EACH
def test_two_questions_are_never_the_same(instrument: Instrument) -> None:
    questions = Counter(indicator.question for _, indicator in instrument.indicators())
    assert max(questions.values()) == 1


def test_a_place_is_taken_from_the_document_in_use_where_it_has_the_words() -> None:
    (deck, _) = starter_documents()
    source = INSTRUMENTS[0].stages[2].source
    (section,) = [each for each in deck.sections if each.number == "2.17"]
    moved = Document(
        id="deck",
        source=deck.source,
        title="عنوان تازه",
        kind="deck",
        sections=(replace(section, number="7", title="جای تازه", page=24),),
        digest="",
        paged="slide",
    )
    found = find_source(source.reference, [moved])
    assert found is not None
    assert (found.citation.title, found.citation.locator) == ("عنوان تازه", "بخش ۷: جای تازه، اسلاید ۲۴")
    assert find_source(source.reference, [replace(moved, source="other.md")]) is None
    shelf = Shelf(INSTRUMENTS, KeptInstruments(), lambda: [moved])
    assert shelf.newest(source).citation == found.citation
    assert shelf.newest(INSTRUMENTS[0].dimensions[0].indicators[0].rests_on[0]).citation.title == deck.title


def test_words_that_begin_several_items_are_no_place_outside_their_section() -> None:
    deck = starter_documents()[0]
    several = Reference(deck.source, "2.4", "خوشه")
    assert find_source(several, [deck]) is not None
    renumbered = replace(deck, sections=tuple(replace(s, number=f"9.{s.number}") for s in deck.sections))
    assert find_source(several, [renumbered]) is None


# whatever is wrong in a file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = tmp_path / "frameworks"
    shutil.copytree(FRAMEWORKS, copied)
    return copied


def change(file: Path, old: str, new: str) -> int:
    """Replaces the first occurrence; gives back its line."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "told", "reason"),
    [
        ('key = "trust"\nquestion', 'key = "Trust"\nquestion', 0, "key has to be a text like"),
        ('key = "joint_action"', 'key = "trust"', 0, "there is another indicator trust"),
        ("weight = 3\nrests_on", "weight = 0\nrests_on", 0, "weight has to be a number from 0.01 to 100"),
        (
            "least_coverage = 0.6",
            "least_coverage = 60",
            0,
            "least_coverage has to be a number from 0.01 to 1",
        ),
        ('question = "', 'qestion = "', 0, "nothing is called qestion here"),
        ("help = ", "#", -3, "help has to be a text"),
        ('    "هرگز",\n', "", -1, "levels has to be a list of five texts"),
        ('"چند استان"', '"شهر و استان خودمان"', 0, "two levels of levels read the same"),
        ('"چند استان"', '"چند استاني"', 0, "holds the Arabic letter ي"),
        ('rests_on = ["failed_trust", ', 'rests_on = ["nothing", ', 0, "rests_on names 'nothing'"),
        ("at_most = 3, source", "at_most = 5, source", 0, "at_most has to be a whole number from 1 to 4"),
        ('stage = "identify"', 'stage = "begin"', 0, "stage names 'begin'"),
        ('if = { indicator = "neighbours"', 'if = { indicator = "export"', 0, "indicator names 'export'"),
        ("from = 50", "from = 20", 0, "the bands begin at 0 and rise"),
        ('gate = { at_most = 2, source = "hardly" }', "gate = 2", 0, "gate has to be a table"),
        ("advice = [{", "advice = [] #", 0, "there has to be at least one advice"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    folder: Path, old: str, new: str, told: int, reason: str
) -> None:
    """`told`: a missing entry is told at its table or its list, so many lines away."""
    line = change(folder / "firm.toml", old, new)
    with pytest.raises(InstrumentInvalid) as caught:
        load_instruments(folder)
    message = str(caught.value)
    named = re.match(r"(.*), line (\d+): (.*)", message)
    assert named is not None
    assert named[1] == str(folder / "firm.toml")
    assert reason in named[3]
    assert int(named[2]) == line + told, message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("title = ", "title = = ", "invalid value"),
        ('key = "firm"', 'key = "firm', "illegal character"),
        ("[[band]]", "[[band]", "expected ']]'"),
    ],
)
def test_broken_toml_is_named_with_its_line(folder: Path, old: str, new: str, reason: str) -> None:
    line = change(folder / "firm.toml", old, new)
    with pytest.raises(InstrumentInvalid, match=rf"firm\.toml, line {line}: .*{re.escape(reason)}"):
        load_instruments(folder)


def test_a_place_that_the_documents_do_not_have_is_named(folder: Path) -> None:
    line = change(folder / METHOD, 'opening = "خوشه را به‌سختی"', 'opening = "خوشه را آسان"')
    with pytest.raises(InstrumentInvalid, match=rf"method\.toml, line {line}: «خوشه را آسان» is not found"):
        load_instruments(folder)


def test_a_missing_file_and_a_wrong_encoding_are_named(folder: Path) -> None:
    (folder / "cluster.toml").write_bytes('key = "cluster"\ntitle = "خوشه"'.encode("cp1256"))
    with pytest.raises(InstrumentInvalid, match=r"cluster\.toml, line 2: the text is not UTF-8"):
        load_instruments(folder)
    (folder / "cluster.toml").unlink()
    with pytest.raises(InstrumentInvalid, match=r"cluster\.toml: No such file"):
        load_instruments(folder)


def test_any_change_of_what_is_asked_gives_another_digest(folder: Path) -> None:
    change(folder / "firm.toml", "هم‌کار یعنی کسی", "هم‌کار یعنی آن کسی")
    firm, cluster = load_instruments(folder)
    assert firm.digest != INSTRUMENTS[0].digest
    assert cluster.digest == INSTRUMENTS[1].digest
