"""From answers to a Result: the whole rule of scoring stands here, and nothing else scores.

1. Level to points. The levels 1 to 5 are worth 0, 25, 50, 75 and 100 points: five anchors in words, written
   as equal steps, so the steps count equally (as in the Smart Industry Readiness Index, whose bands are
   equal steps).
2. What has no level does not count. «نمی‌دانم», «مربوط نیست» and what was passed over are left out of every
   mean: guessing would be worse than not knowing. An indicator whose condition was answered below its level
   is not asked and stands at level 1: without any joint work no network can be alive (so a better answer
   never costs points). Where the condition's own indicator has no level, it is left out with it.
3. A dimension's score is the mean of its indicators' points by their weights in the file; the overall score
   is the mean of the dimensions' scores by their weights. The European Digital Maturity Assessment takes
   the mean over its dimensions, too; our weights tell what the documents lean on, so that the four
   features, trust and markets count most.
4. Coverage is the answered share of the weight, «مربوط نیست» taken out of what could be answered; of the
   whole it is the mean over dimensions by their weights. A dimension needs half of its weight for a score.
   The whole needs the instrument's `least_coverage`, and scores for half of the dimensions by weight: a
   figure over less would rest on guesses (the cluster excellence label gives no grade without a minimum of
   evidence either).
5. Bands are equal quarters of 0 to 100, as the European Digital Maturity Assessment has them; the limits
   stand in the file.
6. Gates. Where the answer to a gate indicator stands at its limit or below, the documents' own sentence is
   given and the band is the lowest, whatever the mean: «خوشه را به‌سختی می‌توان ایجاد نمود» (deck 2.4). The
   score stays.
7. Priorities are importance × gap, the logic of the Smart Industry Readiness Index's prioritisation matrix.
   Importance is the indicator's share of the overall weight, the gap what is missing to 100 points. Of the
   indicators with advice for their level the most urgent come first, at equal urgency the one whose stage
   of the method comes earlier, then the file's order. Each gives one action, two of one dimension at most,
   five in all; where fewer than three come together, further advice for the same indicators is added.

Everything is a function of the instrument and the answers alone, whatever order they were given in.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.assessment import texts
from bot.assessment.instrument import Advice, Dimension, Indicator, Instrument, Source
from bot.assessment.result import Action, Answered, DimensionScore, Result, Unscored, Verdict, Warned

type Answer = int | Unscored  # a level from 1 to 5, or why there is none
type Answers = Mapping[str, Answer]  # by the indicator's key; what is missing was passed over

POINTS = {1: 0.0, 2: 25.0, 3: 50.0, 4: 75.0, 5: 100.0}
LEAST_OF_DIMENSION = 0.5  # share of its weight
LEAST_DIMENSIONS = 0.5  # share of their weight
FEWEST_ACTIONS, MOST_ACTIONS, MOST_OF_DIMENSION = 3, 5, 2


@dataclass(frozen=True, slots=True)
class Scored:
    """What steps 1 to 4 come to."""

    dimensions: tuple[DimensionScore, ...]
    overall: float | None
    coverage: float


def is_asked(instrument: Instrument, indicator: Indicator, answers: Answers) -> bool:
    """Whether its condition holds."""
    if indicator.condition is None:
        return True
    base = answers.get(indicator.condition.indicator)
    if base is None or isinstance(base, Unscored) or base < indicator.condition.at_least:
        return False
    return is_asked(instrument, _by_key(instrument)[indicator.condition.indicator], answers)


def level_of(instrument: Instrument, indicator: Indicator, answers: Answers) -> int | None:
    """The level that counts (step 2)."""
    if is_asked(instrument, indicator, answers):
        given = answers.get(indicator.key)
        return None if given is None or isinstance(given, Unscored) else given
    base = _by_key(instrument)[indicator.condition.indicator] if indicator.condition else indicator
    return 1 if level_of(instrument, base, answers) is not None else None


def score(instrument: Instrument, answers: Answers) -> Scored:
    """Scores and coverage (steps 1 to 4)."""
    dimensions: list[DimensionScore] = []
    scored: list[tuple[float, float]] = []
    covered: list[tuple[float, float]] = []
    for dimension in instrument.dimensions:
        found, relevant = _score_dimension(instrument, dimension, answers)
        dimensions.append(found)
        if relevant:
            covered.append((found.coverage, dimension.weight))
        if found.score is not None:
            scored.append((found.score, dimension.weight))
    coverage = _mean(covered)
    whole = sum(dimension.weight for dimension in instrument.dimensions)
    enough = coverage >= instrument.least_coverage and (
        sum(weight for _, weight in scored) >= LEAST_DIMENSIONS * whole
    )
    return Scored(tuple(dimensions), _mean(scored) if enough else None, coverage)


def assess(
    instrument: Instrument,
    answers: Answers,
    result_id: str,
    taken_at: datetime,
    province: str | None = None,
    sector: str | None = None,
    newest: Callable[[Source], Source] = lambda source: source,
) -> Result:
    """The whole result; `newest` gives a source as the documents in use now have it."""
    scored = score(instrument, answers)
    warnings = tuple(_warnings(instrument, answers, newest))
    return Result(
        id=result_id,
        instrument=instrument.key,
        title=instrument.title,
        version=instrument.version,
        taken_at=taken_at,
        answers=tuple(_answered(instrument, answers)),
        overall=scored.overall,
        coverage=scored.coverage,
        least_coverage=instrument.least_coverage,
        verdict=_verdict(instrument, scored.overall, bool(warnings)),
        dimensions=scored.dimensions,
        warnings=warnings,
        actions=tuple(_actions(instrument, answers, newest)),
        province=province,
        sector=sector,
    )


def _score_dimension(
    instrument: Instrument, dimension: Dimension, answers: Answers
) -> tuple[DimensionScore, bool]:
    """The score, and whether anything in it has to do with the person."""
    points: list[tuple[float, float]] = []
    unanswered = 0.0  # weight of what could have been answered and was not
    for indicator in dimension.indicators:
        level = level_of(instrument, indicator, answers)
        if level is not None:
            points.append((POINTS[level], indicator.weight))
        elif not _is_irrelevant(instrument, indicator, answers):
            unanswered += indicator.weight
    answered = sum(weight for _, weight in points)
    coverage = answered / (answered + unanswered) if answered else 0.0
    mean = _mean(points) if coverage >= LEAST_OF_DIMENSION else None
    return DimensionScore(dimension.key, dimension.title, mean, coverage), bool(answered + unanswered)


def _is_irrelevant(instrument: Instrument, indicator: Indicator, answers: Answers) -> bool:
    """Whether the person said so of it, or of what its condition asks for."""
    if answers.get(indicator.key) is Unscored.IRRELEVANT and is_asked(instrument, indicator, answers):
        return True
    if indicator.condition is None:
        return False
    return _is_irrelevant(instrument, _by_key(instrument)[indicator.condition.indicator], answers)


def _verdict(instrument: Instrument, overall: float | None, warned: bool) -> Verdict | None:
    if overall is None:
        return None
    reached = [band for band in instrument.bands if overall >= band.from_score]
    band = instrument.bands[0] if warned else reached[-1]
    return Verdict(band.title, band.narrative)


def _warnings(
    instrument: Instrument, answers: Answers, newest: Callable[[Source], Source]
) -> Iterable[Warned]:
    for _, indicator in instrument.indicators():
        given = answers.get(indicator.key)
        stopped = isinstance(given, int) and indicator.gate is not None and given <= indicator.gate.at_most
        if stopped and indicator.gate is not None and is_asked(instrument, indicator, answers):
            source = newest(indicator.gate.source)
            yield Warned(source.text, indicator.key, source.citation)


def _actions(instrument: Instrument, answers: Answers, newest: Callable[[Source], Source]) -> list[Action]:
    """Step 7."""
    urgent = _by_urgency(instrument, answers)
    chosen: list[tuple[Dimension, Indicator, Advice]] = []
    for turn in range(max((len(advice) for _, _, advice in urgent), default=0)):
        for dimension, indicator, advice in urgent:
            taken = {each.source.reference for _, _, each in chosen}
            fresh = [each for each in advice if each.source.reference not in taken]
            of_dimension = sum(each is dimension for each, _, _ in chosen)
            if turn == 0:
                room = len(chosen) < MOST_ACTIONS and of_dimension < MOST_OF_DIMENSION
            else:
                room = len(chosen) < FEWEST_ACTIONS
            if fresh and room:
                chosen.append((dimension, indicator, fresh[0]))
    stages = {stage.key: stage.title for stage in instrument.stages}
    actions = []
    for dimension, indicator, chosen_advice in chosen:
        source, stage = newest(chosen_advice.source), stages[chosen_advice.stage]
        actions.append(Action(source.text, stage, dimension.title, indicator.key, source.citation))
    return actions


def _by_urgency(
    instrument: Instrument, answers: Answers
) -> Sequence[tuple[Dimension, Indicator, Sequence[Advice]]]:
    """Indicators that have advice for their level, the most urgent first."""
    whole = sum(dimension.weight for dimension in instrument.dimensions)
    stages = [stage.key for stage in instrument.stages]
    found: list[tuple[tuple[float, int, int], tuple[Dimension, Indicator, Sequence[Advice]]]] = []
    for place, (dimension, indicator) in enumerate(instrument.indicators()):
        level = level_of(instrument, indicator, answers)
        if level is None or not is_asked(instrument, indicator, answers):
            continue
        advice = [each for each in indicator.advice if level <= each.at_most]
        if not advice:
            continue
        share = indicator.weight / sum(each.weight for each in dimension.indicators)
        urgency = dimension.weight / whole * share * (100 - POINTS[level])
        key = (-round(urgency, 9), stages.index(advice[0].stage), place)
        found.append((key, (dimension, indicator, advice)))
    return [each for _, each in sorted(found, key=lambda pair: pair[0])]


def _answered(instrument: Instrument, answers: Answers) -> Iterable[Answered]:
    for dimension, indicator in instrument.indicators():
        given = answers.get(indicator.key, Unscored.SKIPPED)
        if not is_asked(instrument, indicator, answers):
            given = Unscored.NOT_ASKED
        if isinstance(given, Unscored):
            yield Answered(indicator.key, dimension.key, indicator.question, None, texts.UNSCORED[given])
        else:
            words = indicator.levels[given - 1]
            yield Answered(indicator.key, dimension.key, indicator.question, given, words)


def _by_key(instrument: Instrument) -> Mapping[str, Indicator]:
    return {indicator.key: indicator for _, indicator in instrument.indicators()}


def _mean(weighted: Sequence[tuple[float, float]]) -> float:
    """Of values by their weights; 0 of nothing."""
    whole = sum(weight for _, weight in weighted)
    return sum(value * weight for value, weight in weighted) / whole if whole else 0.0
