from ingest.documents import parse_document
from ingest.passages import SECTION_CHARACTERS, make_passages

TEXT = (
    """---
title: راهنما
kind: guide
---
# فصل
## ۱. ابزارها
ابزارها این‌اند:
- شبکه
- خدمات
## ۲. بلند
"""
    + "این جمله برای پر کردن بخش نوشته شده است. " * 60
)


def test_an_item_is_indexed_under_its_headings_and_lead() -> None:
    passages = make_passages(parse_document("guide.md", TEXT.encode()).document)
    assert "ابزارها: ابزارها این‌اند — شبکه" in [passage.text for passage in passages]


def test_a_word_alone_among_longer_entries_is_found_with_its_section_only() -> None:
    entries = "- ملی\n- رشتهٔ صنعتی شهر\n- کارگاه‌های کوچک\n"
    document = parse_document("guide.md", f"# الف\n## ۱. سطوح کار\n{entries}".encode()).document
    texts = [passage.text for passage in make_passages(document)]
    assert "سطوح کار: ملی" not in texts and "سطوح کار: کارگاه‌های کوچک" in texts
    assert any("ملی\nرشتهٔ صنعتی شهر" in text for text in texts)


def test_words_of_a_list_of_words_are_found_each() -> None:
    document = parse_document("guide.md", "# الف\n## ۱. ابزارها\n- شبکه\n- آموزش\n".encode()).document
    assert "ابزارها: آموزش" in [passage.text for passage in make_passages(document)]


def test_a_long_section_is_cut_and_nothing_is_lost() -> None:
    document = parse_document("guide.md", TEXT.encode()).document
    long = document.sections[-1]
    whole = [p for p in make_passages(document) if p.section_id == long.id and p.item_id is None]
    assert len(whole) > 1
    assert all(len(passage.text) <= SECTION_CHARACTERS + 50 for passage in whole)
    assert sum(passage.text.count("این جمله") for passage in whole) == 60


def test_ids_are_distinct() -> None:
    passages = make_passages(parse_document("guide.md", TEXT.encode()).document)
    assert len({passage.id for passage in passages}) == len(passages)


def test_a_document_says_who_wrote_it() -> None:
    text = "---\ntitle: راهنما\nkind: article\nauthor: نادری\n---\n# الف\nمتن است.\n"
    about = parse_document("a.md", text.encode()).document.sections[0]
    assert about.number == "0"
    assert any("نویسندهٔ این مقاله نادری است" in item.text for item in about.items)


def test_what_is_not_known_is_not_said() -> None:
    about = parse_document("a.md", "# الف\nمتن است.\n".encode()).document.sections[0]
    assert [item.text for item in about.items] == ["عنوان این سند «الف» است."]


def test_an_item_that_holds_a_term_of_the_field_is_indexed_in_everyday_words_as_well() -> None:
    text = "# برنامه\n## ۱. ابزارها\n- سرریز دانش بین واحدها\n- چاپ کتاب\n"
    document = parse_document("guide.md", text.encode()).document
    glossed = [passage for passage in make_passages(document) if passage.gloss]
    spillover = next(i for s in document.sections for i in s.items if i.text.startswith("سرریز"))
    assert glossed and {passage.item_id for passage in glossed} == {spillover.id}
    assert not any("سرریز" in passage.text for passage in glossed)
