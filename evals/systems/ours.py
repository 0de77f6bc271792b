"""Our own assistant as a system, with its evidence trail."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Protocol, runtime_checkable

from bot.bootstrap import build_answers
from bot.dialogue.evidence import ScoredItem
from bot.dialogue.judging import Veto
from bot.dialogue.parts import Part
from bot.dialogue.trace import Side, Trace
from evals.records import said_lines
from evals.systems import Heard, Surroundings, SystemUnknown
from evals.trail import Blocked, Trail, TrailHit

KEPT_HITS = 40  # of each question; what lies further down counts as not found
KEPT_TEXTS = 10  # of them with their text
TEXT_LENGTH = 200  # characters


@runtime_checkable
class Explains(Protocol):
    """An answerer that tells how it came to its answer."""

    def explain(self, question: str, history: Sequence[str] = ()) -> Trace: ...


class OurAssistant:
    """Asks the answerer directly: no channel, no session."""

    def __init__(self, answerer: Explains) -> None:
        self._answerer = answerer

    def ask(self, question: str, history: Sequence[str]) -> Heard:
        trace = self._answerer.explain(question, history)
        reply = trace.reply
        return Heard(reply.plain(), reply.refused, said_lines(reply), reply.citations, keep_trail(trace))


def open_ours(spec: str, around: Surroundings) -> OurAssistant:
    """The assistant of these settings on one index version; raises StartFailed or SystemUnknown."""
    answers = build_answers(around.settings).current().answers
    if not isinstance(answers, Explains):
        raise SystemUnknown("the answerer does not explain its answers")
    return OurAssistant(answers)


def keep_trail(trace: Trace) -> Trail | None:
    """The part of the trace that a run keeps; None for small talk, which searches nothing."""
    if trace.query is None or trace.asked is None:
        return None
    return Trail(
        forms=tuple(dict.fromkeys((trace.query.text, *trace.query.readings))),
        concepts=tuple(concept.word for concept in trace.query.concepts),
        kind=str(trace.asked.kind),
        hits=_hits(trace.sides),
        chosen=tuple(item for side in trace.sides for part in side.parts for item in _items(part)),
        decision=f"without {trace.decision}" if isinstance(trace.decision, Veto) else trace.decision.value,
        features=_features(trace.sides),
        blocked=tuple(Blocked(p.text, p.quote, p.reason) for p in trace.problems),
    )


def _hits(sides: Sequence[Side]) -> tuple[TrailHit, ...]:
    """The items found by all sides in one ranking, as the answerer saw them."""
    found = {scored.hit.passage.id: scored for side in sides for scored in side.evidence.items}
    ranked = sorted(found.values(), key=lambda scored: -scored.hit.score)[:KEPT_HITS]
    return tuple(_hit(scored, rank) for rank, scored in enumerate(ranked))


def _hit(scored: ScoredItem, rank: int) -> TrailHit:
    hit, place = scored.hit, scored.place
    return TrailHit(
        passage=hit.passage.id,
        section=place.section.id,
        item=place.item.id,
        score=round(hit.score, 4),
        cosine=round(hit.cosine, 4),
        words=round(hit.words, 4),
        chars=round(hit.chars, 4),
        text=place.item.text[:TEXT_LENGTH] if rank < KEPT_TEXTS else "",
    )


def _items(part: Part) -> list[str]:
    """Ids of the items whose text is among the part's lines."""
    lines = set(part.lines)
    return [item.id for item in part.section.items if item.text in lines]


def _features(sides: Sequence[Side]) -> dict[str, float]:
    """What the decision saw; of a comparison that of the likelier side."""
    best = max(sides, key=lambda side: side.chance, default=None)
    if best is None:
        return {}
    seen = {} if best.features is None else asdict(best.features)
    return {"chance": round(best.chance, 4)} | {name: round(value, 4) for name, value in seen.items()}
