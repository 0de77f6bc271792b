"""The scoring rule: properties over all answers, and each step on an instrument to add up by hand."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from bot.assessment.reading import load_instruments
from bot.assessment.result import Result, Unscored, from_record, to_record
from bot.assessment.scoring import Answer, Scored, assess, is_asked, level_of, score
from knowledge.document import Citation

TAKEN = datetime(2026, 3, 1, tzinfo=UTC)
REAL = load_instruments()
UNSCORED = (Unscored.UNKNOWN, Unscored.IRRELEVANT, Unscored.SKIPPED)
LEVEL = st.integers(1, 5)


def source(name: str) -> Source:
    return Source(Reference("d.md", "1", name), name, Citation("d.md", "سند", "بخش ۱", name))


def indicator(key: str, weight: float = 1, **rest: object) -> Indicator:
    plain = Indicator(
        key=key,
        question=f"{key}؟",
        help="نمونه",
        levels=("هیچ", "کم", "میانه", "خوب", "عالی"),
        weight=weight,
        rests_on=(source("basis"),),
        advice=(Advice(3, source(f"advice {key}"), "plan"),),
    )
    return replace(plain, **rest)  # type: ignore[arg-type]


SMALL = Instrument(
    key="small",
    version="1",
    digest="d",
    title="آزمون",
    subject="ما",
    about="",
    minutes="۱",
    scale=("۱", "۲", "۳", "۴", "۵"),
    least_coverage=0.6,
    bands=(Band("آغازین", 0, ""), Band("در راه", 25, ""), Band("آماده", 50, ""), Band("پیشرو", 75, "")),
    stages=(Stage("study", "شناخت", source("s")), Stage("plan", "برنامه", source("s"))),
    dimensions=(
        Dimension(
            "place", "مکان", 1, (indicator("near", 3, gate=Gate(2, source("hardly"))), indicator("same"))
        ),
        Dimension(
            "work",
            "همکاری",
            3,
            (indicator("joint"), indicator("network", condition=Condition("joint", 2)), indicator("share")),
        ),
    ),
)


def answers_to(instrument: Instrument, with_unscored: bool = True) -> st.SearchStrategy[dict[str, Answer]]:
    given_: st.SearchStrategy[Answer] = (
        st.one_of(LEVEL, st.sampled_from(UNSCORED)) if with_unscored else LEVEL
    )
    keys = [each.key for _, each in instrument.indicators()]
    if with_unscored:
        return st.fixed_dictionaries({}, optional=dict.fromkeys(keys, given_))
    return st.fixed_dictionaries(dict.fromkeys(keys, given_))


@st.composite
def assessed(draw: st.DrawFn, with_unscored: bool = True) -> tuple[Instrument, dict[str, Answer]]:
    instrument = draw(st.sampled_from((*REAL, SMALL)))
    return instrument, draw(answers_to(instrument, with_unscored))


def result_of(instrument: Instrument, answers: Mapping[str, Answer]) -> Result:
    return assess(instrument, answers, "r", TAKEN)


def by_key(scored: Scored) -> dict[str, float | None]:
    return {dimension.key: dimension.score for dimension in scored.dimensions}


@given(assessed())
def test_scores_and_coverage_stay_in_their_bounds(case: tuple[Instrument, dict[str, Answer]]) -> None:
    result = result_of(*case)
    for value in (result.overall, *(dimension.score for dimension in result.dimensions)):
        assert value is None or 0 <= value <= 100
    for share in (result.coverage, *(dimension.coverage for dimension in result.dimensions)):
        assert 0 <= share <= 1
    assert (result.verdict is None) == (result.overall is None)
    assert len(result.actions) <= 5


@given(assessed(), st.data())
def test_a_better_answer_never_lowers_a_score(
    case: tuple[Instrument, dict[str, Answer]], data: st.DataObject
) -> None:
    instrument, answers = case
    keys = [key for key, level in answers.items() if isinstance(level, int) and level < 5]
    if not keys:
        return
    key = data.draw(st.sampled_from(keys))
    level = answers[key]
    assert isinstance(level, int)
    before = score(instrument, answers)
    after = score(instrument, {**answers, key: data.draw(st.integers(level + 1, 5))})
    for one, other in zip(before.dimensions, after.dimensions, strict=True):
        if one.score is not None and other.score is not None:
            assert other.score >= one.score - 1e-9
    # a better answer may open a question that nobody has answered yet; the same parts are compared
    same = [a.score is None for a in before.dimensions] == [a.score is None for a in after.dimensions]
    if same and before.overall is not None and after.overall is not None:
        assert after.overall >= before.overall - 1e-9


@given(assessed(with_unscored=False), st.data())
def test_with_all_answers_given_a_better_one_never_lowers_the_whole(
    case: tuple[Instrument, dict[str, Answer]], data: st.DataObject
) -> None:
    instrument, answers = case
    key = data.draw(st.sampled_from(sorted(answers)))
    level = answers[key]
    assert isinstance(level, int)
    before = score(instrument, answers).overall
    after = score(instrument, {**answers, key: min(5, level + 1)}).overall
    assert before is not None
    assert after is not None
    assert after >= before - 1e-9


@given(assessed(), st.randoms())
def test_the_order_of_the_answers_does_not_matter(
    case: tuple[Instrument, dict[str, Answer]], random: object
) -> None:
    instrument, answers = case
    keys = list(answers)
    random.shuffle(keys)  # type: ignore[attr-defined]
    assert result_of(instrument, {key: answers[key] for key in keys}) == result_of(instrument, answers)


@given(assessed(), st.data())
def test_not_knowing_is_the_same_as_not_answering(
    case: tuple[Instrument, dict[str, Answer]], data: st.DataObject
) -> None:
    instrument, answers = case
    key = data.draw(st.sampled_from([each.key for _, each in instrument.indicators()]))
    without = {name: answer for name, answer in answers.items() if name != key}
    assert score(instrument, {**without, key: Unscored.UNKNOWN}) == score(instrument, without)


@given(assessed(), st.data())
def test_what_is_irrelevant_takes_nothing_from_the_score_nor_from_coverage(
    case: tuple[Instrument, dict[str, Answer]], data: st.DataObject
) -> None:
    instrument, answers = case
    key = data.draw(st.sampled_from([each.key for _, each in instrument.indicators()]))
    unknown = score(instrument, {**answers, key: Unscored.UNKNOWN})
    irrelevant = score(instrument, {**answers, key: Unscored.IRRELEVANT})
    for one, other in zip(unknown.dimensions, irrelevant.dimensions, strict=True):
        assert other.coverage >= one.coverage
        if one.score is not None:
            assert other.score == one.score


@settings(max_examples=30)
@given(assessed())
def test_a_result_comes_back_from_the_store_as_it_was(case: tuple[Instrument, dict[str, Answer]]) -> None:
    result = result_of(*case)
    assert from_record(to_record(result)) == result


@pytest.mark.parametrize(("level", "points"), [(1, 0.0), (2, 25.0), (3, 50.0), (4, 75.0), (5, 100.0)])
def test_levels_are_equal_steps(level: int, points: float) -> None:
    for instrument in (*REAL, SMALL):
        same = {each.key: level for _, each in instrument.indicators()}
        assert score(instrument, same).overall == pytest.approx(points)


def test_dimensions_and_the_whole_are_means_by_weight() -> None:
    scored = score(SMALL, {"near": 5, "same": 1, "joint": 5, "network": 3, "share": 1})
    assert by_key(scored) == {"place": 75.0, "work": 50.0}
    assert scored.overall == pytest.approx((75 * 1 + 50 * 3) / 4)
    assert scored.coverage == 1


def test_what_is_not_asked_since_its_condition_failed_stands_at_the_lowest_level() -> None:
    answers: dict[str, Answer] = {"near": 5, "same": 5, "joint": 1, "share": 5}
    network = SMALL.dimensions[1].indicators[1]
    assert not is_asked(SMALL, network, answers)
    assert level_of(SMALL, network, answers) == 1
    assert by_key(score(SMALL, answers))["work"] == pytest.approx(100 / 3)
    assert score(SMALL, answers).coverage == 1


def test_an_old_answer_to_what_is_not_asked_any_more_does_not_count() -> None:
    answers: dict[str, Answer] = {"near": 5, "same": 5, "joint": 1, "network": 5, "share": 5}
    assert by_key(score(SMALL, answers))["work"] == pytest.approx(100 / 3)


def test_a_condition_that_is_not_known_leaves_its_question_out() -> None:
    answers: dict[str, Answer] = {"near": 5, "same": 5, "joint": Unscored.UNKNOWN, "share": 5}
    scored = score(SMALL, answers)
    assert by_key(scored)["work"] is None  # one answer of three is too little
    assert scored.overall is None


def test_too_few_answers_give_no_verdict_but_the_scores_that_there_are() -> None:
    scored = score(SMALL, {"near": 4, "same": 4})
    assert (by_key(scored)["place"], scored.overall) == (75.0, None)
    assert scored.coverage == pytest.approx(0.25)
    result = result_of(SMALL, {"near": 4, "same": 4})
    assert (result.overall, result.verdict) == (None, None)


def test_calling_almost_everything_irrelevant_gives_no_verdict() -> None:
    answers: dict[str, Answer] = {each.key: Unscored.IRRELEVANT for _, each in REAL[0].indicators()}
    answers["trust"] = 5
    assert score(REAL[0], answers).overall is None


@pytest.mark.parametrize(
    ("share", "title"), [(1, "آغازین"), (2, "در راه"), (3, "آماده"), (4, "پیشرو"), (5, "پیشرو")]
)
def test_the_band_is_the_highest_that_is_reached(share: int, title: str) -> None:
    small = replace(SMALL, dimensions=(replace(SMALL.dimensions[1], indicators=(indicator("share"),)),))
    verdict = result_of(small, {"share": share}).verdict
    assert verdict is not None
    assert verdict.title == title


@pytest.mark.parametrize(("near", "stopped"), [(1, True), (2, True), (3, False)])
def test_a_gate_speaks_with_the_documents_words_and_holds_the_band_down(near: int, stopped: bool) -> None:
    result = result_of(SMALL, {"near": near, "same": 5, "joint": 5, "network": 5, "share": 5})
    assert [(each.text, each.indicator) for each in result.warnings] == [("hardly", "near")] * stopped
    assert result.verdict is not None
    assert (result.verdict.title == "آغازین") is stopped
    assert result.overall is not None
    assert result.overall > 75


def test_not_knowing_a_gate_is_no_stop() -> None:
    assert not result_of(SMALL, {"near": Unscored.UNKNOWN}).warnings


def test_the_plan_begins_where_importance_times_gap_is_greatest() -> None:
    result = result_of(SMALL, {"near": 3, "same": 1, "joint": 3, "network": 2, "share": 3})
    # work: a third of three quarters each; place: three quarters and one quarter of one quarter
    assert [action.indicator for action in result.actions] == ["network", "joint", "near", "same"]
    assert {action.stage for action in result.actions} == {"برنامه"}


def test_at_equal_urgency_the_earlier_stage_of_the_method_comes_first() -> None:
    early = indicator("share", advice=(Advice(3, source("early"), "study"),))
    work = replace(SMALL.dimensions[1], indicators=(*SMALL.dimensions[1].indicators[:2], early))
    result = result_of(replace(SMALL, dimensions=(work,)), {"joint": 2, "network": 5, "share": 2})
    assert [action.text for action in result.actions] == ["early", "advice joint"]


def test_nothing_is_advised_twice_nor_for_what_stands_well() -> None:
    for instrument in REAL:
        for level in (1, 2, 3, 4, 5):
            result = result_of(instrument, {each.key: level for _, each in instrument.indicators()})
            texts = [action.text for action in result.actions]
            assert len(texts) == len(set(texts))
            assert (3 <= len(texts) <= 5) if level <= 3 else not texts


def test_one_weak_part_still_gives_three_lines_where_the_file_has_them() -> None:
    firm = REAL[0]
    answers: dict[str, Answer] = {each.key: 5 for _, each in firm.indicators()}
    answers |= {"trust": 1, "joint_action": 1}
    actions = result_of(firm, answers).actions
    assert [action.indicator for action in actions] == ["trust", "joint_action", "trust"]
    assert len({action.text for action in actions}) == 3


def test_half_of_the_weight_answered_is_under_the_least_coverage() -> None:
    scored = score(SMALL, {"joint": 5, "share": 5})
    assert by_key(scored) == {"place": None, "work": 100.0}
    assert scored.coverage == pytest.approx(0.5)
    assert scored.overall is None
    assert score(replace(SMALL, least_coverage=0.5), {"joint": 5, "share": 5}).overall == 100.0


def test_a_part_that_has_nothing_to_do_with_one_costs_no_coverage() -> None:
    answers: dict[str, Answer] = {"near": Unscored.IRRELEVANT, "same": Unscored.IRRELEVANT}
    scored = score(SMALL, {**answers, "joint": 4, "network": 4, "share": 4})
    assert (scored.coverage, scored.overall) == (1.0, 75.0)


def test_an_old_answer_to_a_gate_that_is_not_asked_any_more_is_no_stop() -> None:
    warned = result_of(REAL[0], {"neighbours": 1, "same_product": 1}).warnings
    assert [each.indicator for each in warned] == ["neighbours"]
