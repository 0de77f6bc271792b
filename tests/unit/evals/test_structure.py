"""The score of a document's structure against gold that is written for these tests."""

from evals.structure import Gold, score_structure
from ingest.documents import parse_document

PAGE = """# برنامهٔ خوشه

## چالش‌های توسعه

- کمبود آب در روستا
- گرانی کود و بذر

## دستاوردهای طرح

| عنوان | قبل | اکنون | درصد |
| --- | --- | --- | --- |
| تعداد شبکه‌ها | 214 | 511 | 138 |
"""
PARSED = parse_document("a.md", PAGE.encode())
CHALLENGES = Gold("1", "چالش‌های توسعه", "challenges", ("کمبود آب در روستا", "گرانی کود و بذر"))


def test_what_the_document_holds_is_found_whole() -> None:
    score = score_structure(PARSED, [CHALLENGES])
    assert (score.titles, score.topics, score.items, score.missed) == (1.0, 1.0, 1.0, ())


def test_an_item_that_is_not_there_is_missed_by_name() -> None:
    other = Gold("2", "دستاوردهای طرح", "achievements", ("افزایش صادرات گلاب و عسل کوهستان",))
    score = score_structure(PARSED, [CHALLENGES, other])
    assert score.items == 2 / 3
    assert score.missed == ("2: افزایش صادرات گلاب و عسل کوهستان",)


def test_a_row_whose_cells_ran_together_is_found_where_they_are_parted() -> None:
    run = Gold("3", "[بی‌عنوان]", "achievements", ("تعداد شبکه‌ها: 214511138",))
    assert score_structure(PARSED, [run]).missed == ()


def test_a_title_in_brackets_and_a_headline_are_not_looked_for() -> None:
    unnamed = Gold("4", "[پوستر]", "challenges", CHALLENGES.items)
    headline = Gold("5", "تیتری دیگر", "headline", ())
    score = score_structure(PARSED, [CHALLENGES, unnamed, headline])
    assert (score.titles, score.topics) == (1.0, 1.0)


def test_off_topic_items_that_were_kept_are_leaks_and_nothing_is_missed_for_them() -> None:
    foreign = Gold("6", "فوتبال", "off_topic", ("کمبود آب در روستا", "نتیجهٔ بازی دیشب در ورزشگاه"))
    score = score_structure(PARSED, [foreign])
    assert (score.leaked, score.missed) == (0.5, ())
