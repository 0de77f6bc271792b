"""When the evidence answers a question and when the honest reply is that nothing is known."""

import math
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.calibration import WEIGHTS
from bot.dialogue.judging import (
    SURE,
    THRESHOLD,
    Features,
    Veto,
    answerable,
    find_veto,
    is_settled,
    observe,
    with_reading,
)
from bot.dialogue.question import read_question
from tests.unit.dialogue.library import LIBRARY, passages

UNSURE = SURE - 0.1
ASKED = "تعاونی گلپر چند عضو داشت؟"


def features(question: str) -> Features:
    query = LIBRARY.reader.read(question)
    asked = read_question(question, query.readings[-1])
    evidence = LIBRARY.evidence(question)
    return observe(asked, query, evidence, LIBRARY.planner.plan(asked, query, evidence), LIBRARY.search, 0.0)


@pytest.mark.parametrize(
    ("question", "veto"),
    [
        ("تعاونی گلپر در سال ۱۳۷۷ چند عضو داشت؟", Veto.YEAR),
        ("تعاونی گلپر پارسال چند عضو داشت؟", Veto.YEAR),
        ("بودجه تعاونی گلپر چند میلیون تومان بود؟", Veto.MONEY),
        ("شماره تلفن تعاونی گلپر چیست؟", Veto.CONTACT),
        ("فاز سوم فرایند برداشت چیست؟", Veto.ORDINAL),
        ("کدام کشور عسل کوهستان را می‌خرد؟", Veto.PLACE),
        ("زنبورداری در اصفهان چه چالشی دارد؟", Veto.PLACE),
        ("چرا تعداد کندو در سال ۱۳۹۵ به ۴۸۰ رسید؟", Veto.REASON),
        ("تعاونی گلپر چند تراکتور داشت؟", Veto.NUMBER),
        ("کدام شرکت شکر زنبوردارها را می‌داد؟", Veto.NAME),
        ("برای عضو شدن در تعاونی گلپر چه مدارکی لازم است؟", Veto.CONTACT),
        ("بزرگ‌ترین کندوی دره کدام است؟", Veto.EXTREME),
    ],
)
def test_refuses_for_what_no_line_holds(question: str, veto: Veto) -> None:
    assert find_veto(features(question), UNSURE) is veto


@pytest.mark.parametrize(
    "question",
    [
        ASKED,
        "نخستین زنبورستان کوهستان در چه سالی برپا شد؟",
        "تعداد کندو در سال ۱۳۹۵ چند بود؟",
        "چرا زنبوردارها از گرانی شکر می‌نالیدند؟",
        "زنبورستان یعنی چه؟",
    ],
)
def test_nothing_stands_against_a_question_that_a_line_answers(question: str) -> None:
    observed = features(question)
    assert find_veto(observed, UNSURE) is None
    assert answerable(observed) > 0.5


def test_a_word_that_no_document_knows_counts_as_unknown() -> None:
    assert features("تعاونی گلپر چند تراکتور داشت؟").unknown > 0
    assert features(ASKED).unknown == 0


def test_a_line_that_holds_the_whole_question_covers_it() -> None:
    whole, half = features(ASKED), features("تعاونی گلپر چند تراکتور داشت؟")
    assert whole.covered_line == pytest.approx(1.0)
    assert half.covered_line < whole.covered_line


def test_the_year_must_stand_in_a_line_on_the_subject() -> None:
    assert features("تعداد کندو در سال ۱۳۹۰ چند بود؟").years_unmet == 0
    assert features("تعاونی گلپر در سال ۱۳۹۰ چند عضو داشت؟").years_unmet == 1


def test_a_word_that_only_asks_does_not_choose_the_line() -> None:
    """«دلیل» must not lead to the one line that happens to tell of any reason."""
    assert features("دلیل برپا شدن نخستین زنبورستان چه بود؟").reason_unmet == 1


def test_a_question_without_a_word_of_the_field_is_foreign_as_far_as_nothing_holds_it() -> None:
    assert features("قیمت دلار چند است؟").foreign > 0.5
    assert features("چالش قیمت دلار چیست؟").foreign == 0  # «چالش» is a word of the field


def test_latin_letters_are_seen() -> None:
    assert features("how many hives are there").latin == 1
    assert features(ASKED).latin == 0


@pytest.mark.parametrize("name", [field.name for field in fields(Features)])
def test_every_feature_is_a_finite_number_of_about_one(name: str) -> None:
    for question in (ASKED, "همه چالش‌ها را بگو", "عسل ژاپن", "قیمت طلا چند است؟"):
        value = getattr(features(question), name)
        assert math.isfinite(value)
        assert -0.01 <= value <= 3


def test_the_chance_is_a_probability_for_any_evidence() -> None:
    observed = features(ASKED)
    for name in (field.name for field in fields(Features)):
        for value in (0.0, 1.0, 10.0):
            assert 0 <= answerable(replace(observed, **{name: value})) <= 1


@pytest.mark.parametrize(
    "name", [name for name, weight in WEIGHTS.items() if name.endswith("_unmet") and weight < 0]
)
def test_a_thing_that_is_missing_lowers_the_chance(name: str) -> None:
    observed = replace(features(ASKED), **{name: 0.0})
    assert answerable(replace(observed, **{name: 1.0})) < answerable(observed)


def test_every_weight_belongs_to_a_feature() -> None:
    assert set(WEIGHTS) - {"bias"} <= {field.name for field in fields(Features)}


def test_only_what_is_missing_is_a_veto() -> None:
    clean = replace(features(ASKED), **{f.name: 0.0 for f in fields(Features) if f.name.endswith("unmet")})
    assert find_veto(clean, UNSURE) is None


@pytest.mark.parametrize(("name", "holds"), [("number_unmet", False), ("years_unmet", True)])
def test_lines_that_surely_answer_are_forgiven_a_word_but_not_another_year(name: str, holds: bool) -> None:
    clean = replace(features(ASKED), **{f.name: 0.0 for f in fields(Features) if f.name.endswith("unmet")})
    missing = replace(clean, **{name: 1.0})
    assert find_veto(missing, UNSURE) is not None
    assert (find_veto(missing, 0.9) is not None) == holds


def test_the_better_question_and_lines_read_together_the_higher_the_chance() -> None:
    observed = features(ASKED)
    chances = [answerable(replace(observed, reading=reading)) for reading in (-2.0, 0.0, 2.0)]
    assert chances == sorted(chances) and chances[0] < chances[-1] - 0.1


def verdict(seen: Features, chance: float) -> Veto | bool:
    return find_veto(seen, chance) or chance >= THRESHOLD


@given(
    st.floats(0.4, 0.9),
    st.sets(st.sampled_from([f.name for f in fields(Features) if f.name.endswith("unmet")]), max_size=3),
    st.floats(-9, 9),
)
def test_what_is_settled_is_decided_alike_after_any_reading(
    score: float, unmet: set[str], logit: float
) -> None:
    clean = replace(features(ASKED), **{f.name: 0.0 for f in fields(Features) if f.name.endswith("unmet")})
    seen = replace(clean, score=score, **dict.fromkeys(unmet, 1.0))
    decisions = {
        verdict(read, answerable(read))
        for read in (seen, with_reading(seen, logit), with_reading(seen, -logit))
    }
    assert len(decisions) == 1 or not is_settled(seen, verdict)


def test_a_reading_is_needed_where_the_chance_is_in_doubt_and_not_where_a_year_is_missing() -> None:
    clean = replace(features(ASKED), **{f.name: 0.0 for f in fields(Features) if f.name.endswith("unmet")})
    doubtful = min(
        (replace(clean, score=n / 100) for n in range(100)), key=lambda f: abs(answerable(f) - 0.5)
    )
    assert not is_settled(doubtful, verdict)
    assert is_settled(replace(doubtful, years_unmet=1.0), verdict)


def test_the_library_of_these_tests_is_searched_whole() -> None:
    count = len(passages(*LIBRARY.catalogue.documents))
    assert len(LIBRARY.evidence(ASKED).items) == count
