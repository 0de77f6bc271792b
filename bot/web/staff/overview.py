"""The first page: the desk in numbers, as charts and as tables."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi.responses import Response

from bot.assessment.groups import WHOLE, GroupScore, Trait
from bot.dialogue.calendar import TEHRAN
from bot.staff.overview import SMALLEST, Group, overview
from bot.web.staff import texts
from bot.web.staff.pages import Call, In
from bot.web.staff.shown import label

_FIELD = {"need": "needs"}  # where the form calls it otherwise


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """Mean scores of one questionnaire by one trait of the people."""

    title: str
    trait: str
    columns: Sequence[str]  # the whole, then the dimensions
    rows: Sequence[tuple[str, int, Sequence[float | None]]]  # group, people, mean a column


def show_overview(call: In) -> Response:
    today = datetime.now(UTC).astimezone(TEHRAN).date()
    own = call.visit.provinces
    names = None if own is None else frozenset(label(call.desk.labels, "province", code) for code in own)
    found = overview(call.desk.counts, today, own, names)
    charts = {
        "names": [month.name for month in found.months],
        "cases": [month.cases for month in found.months],
        "assessments": [month.assessments for month in found.months],
        "answered": [month.answered for month in found.months],
        "refused": [month.refused for month in found.months],
        "labels": texts.CHART_LABELS,
    }
    return call.show(
        "overview.html",
        found=found,
        groups=[(texts.OVERVIEW_BY[field], _bars(call, field, groups)) for field, groups in found.by.items()],
        scores=_scores(call, names),
        smallest=SMALLEST,
        # "<" is written as an escape, so that no text can end the script element it stands in
        charts=json.dumps(charts, ensure_ascii=False).replace("<", "\\u003c"),
    )


def _scores(call: Call, names: frozenset[str] | None) -> list[ScoreTable]:
    """The groups that may be shown: by province, and by sector for those who see every province."""
    tables = []
    for instrument in call.desk.instruments:
        keys = (WHOLE, *(dimension.key for dimension in instrument.dimensions))
        for trait in (Trait.PROVINCE,) if names is not None else tuple(Trait):
            groups: dict[str, dict[str, GroupScore]] = {}
            for score in call.desk.group_scores(instrument.key, (trait,)):
                if names is None or score.group[0] in names:
                    groups.setdefault(score.group[0], {})[score.dimension] = score
            rows = [
                (name, found[WHOLE].people, [found[key].mean if key in found else None for key in keys])
                for name, found in groups.items()
                if WHOLE in found
            ]
            if rows:
                titles = [texts.OVERVIEW_WHOLE, *(dimension.title for dimension in instrument.dimensions)]
                tables.append(ScoreTable(instrument.title, texts.TRAITS[trait], titles, rows))
    return tables


def _bars(call: Call, field: str, groups: Sequence[Group]) -> list[tuple[str, int | None, int]]:
    """Label, count and share of the largest in percent."""
    largest = max((group.count or 0 for group in groups), default=0) or 1
    names = {status.value: words for status, words in texts.STATUS.items()} if field == "status" else {}
    return [
        (
            names.get(group.code) or label(call.desk.labels, _FIELD.get(field, field), group.code),
            group.count,
            round(100 * (group.count or 0) / largest),
        )
        for group in groups
    ]
