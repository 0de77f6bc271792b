"""Citations against the documents: the document, the place, the words, the sentence."""

from dataclasses import replace

import pytest

from evals.gold import Question
from evals.knowledge import KnowledgeBase
from evals.metrics.citations import (
    cited_section,
    cites_all,
    cites_any,
    cites_only,
    quote_is_real,
    supports,
)
from tests.unit.evals.samples import ARTICLE, DECK, IDENTIFIED, STATUS_CITATION, knowledge_base


def test_a_document_goes_by_its_kind_its_id_and_its_file_name() -> None:
    base = knowledge_base()
    for name in ("deck", "deck-2024", "deck-2024.md"):
        assert base.is_source("deck-2024.md", name)
    assert not base.is_source("essay.md", "deck")


def test_an_unknown_source_name_goes_to_the_document_that_holds_the_evidence() -> None:
    asked: list[Question] = [replace(IDENTIFIED, source=("slides",))]
    base = KnowledgeBase((replace(DECK, kind="document"), replace(ARTICLE, kind="document")), asked)
    assert base.is_source("deck-2024.md", "slides")
    assert not base.is_source("essay.md", "slides")


def test_cited_documents_are_compared_with_the_wanted_ones() -> None:
    base = knowledge_base()
    both = ["deck-2024.md", "essay.md"]
    assert cites_any(both, ["deck"], base)
    assert not cites_only(both, ["deck"], base)
    assert cites_only(both, ["deck", "article"], base)
    assert cites_all(both, ["deck", "article"], base)
    assert not cites_all(["essay.md"], ["deck", "article"], base)
    assert not cites_only([], ["deck"], base)


def test_a_locator_names_a_section_by_number_title_and_slide() -> None:
    found = cited_section(STATUS_CITATION, knowledge_base())
    assert found is not None and found.number == "2"


@pytest.mark.parametrize("locator", ["بخش ۹: وضعیت", "بخش ۲: چالش‌ها", "بخش ۲: وضعیت، اسلاید ۹", "صفحهٔ ۲", ""])
def test_a_locator_that_leads_nowhere_is_found_out(locator: str) -> None:
    assert cited_section(replace(STATUS_CITATION, locator=locator), knowledge_base()) is None


def test_a_quote_is_real_when_its_lines_stand_in_the_document() -> None:
    base = knowledge_base()
    assert quote_is_real(STATUS_CITATION, base)
    assert quote_is_real(replace(STATUS_CITATION, quote="نبود اعتماد ميان بنگاهها\nکمبود اعتبارات"), base)


@pytest.mark.parametrize("quote", ["تعداد خوشه‌های شناسایی‌شده ۵۰۶ است.", "", "خوشه‌ها در محدودهٔ محلی ماندند"])
def test_a_quote_of_other_words_or_another_document_is_not_real(quote: str) -> None:
    assert not quote_is_real(replace(STATUS_CITATION, quote=quote), knowledge_base())


def test_a_quote_supports_a_sentence_whose_words_and_figures_it_holds() -> None:
    assert supports("۵۰۵ خوشهٔ شناسایی‌شده", STATUS_CITATION)
    assert not supports("۵۰۶ خوشهٔ شناسایی‌شده", STATUS_CITATION)
    assert not supports("بانک‌ها به صادرکنندگان وام می‌دهند", STATUS_CITATION)
