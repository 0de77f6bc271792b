"""The question and the evidence as the two texts that are read together (see knowledge/answerability.py)."""

from collections.abc import Mapping, Sequence

from bot.dialogue import texts
from bot.dialogue.asking import is_general
from bot.dialogue.evidence import Evidence
from bot.dialogue.parts import Part, stems_of
from bot.dialogue.question import counted_from
from knowledge.query import EARLIER_SHARE, Query
from knowledge.stems import stems

EVIDENCE_CHARACTERS = 500  # more than is read


def asked_text(query: Query, history: Sequence[str]) -> str:
    """The question as asked, behind the one that it leans on.

    Without a whole that the documents hold: «از ۵۰۵ خوشه» stands in another line than the part of it.
    """
    text, counted = query.text, counted_from(query.text)
    if counted is not None and all(concept.word != counted[0] for concept in query.concepts):
        text = counted[1]
    text = " ".join(text.split())
    brought = (concept for concept in query.concepts if concept.share <= EARLIER_SHARE)
    leans = any(concept.word != texts.DEFINITION for concept in brought)  # brought to a bare «خوشه چیست؟»
    return f"{history[-1]} {text}" if leans and history and history[-1] not in text else text


def evidence_text(parts: Sequence[Part], evidence: Evidence | None = None, query: Query | None = None) -> str:
    """The parts under their headings, the best lines first, for only the beginning is read.

    Above them the title of their document, where the question names what stands there alone.
    """
    scores = {} if evidence is None else {i.place.item.text: i.hit.score for i in evidence.items}

    def best(part: Part) -> float:
        return max((scores.get(line, 0.0) for line in part.lines), default=0.0)

    texts = [_text(part, scores) for part in sorted(parts, key=best, reverse=True)]
    return " ".join((*_title(parts, query), *texts))[:EVIDENCE_CHARACTERS]


def _title(parts: Sequence[Part], query: Query | None) -> Sequence[str]:
    """«نقشه راه شهرک‌های گلخانه‌ای:» for «مراحل واگذاری در شهرک گلخانه‌ای»."""
    if query is None or len({part.document.id for part in parts}) != 1:
        return ()
    title, held = parts[0].document.title, stems_of(parts)
    own = set(stems(title)) - held
    named = any(c.noun and not is_general(c) and c.named_in(own) for c in query.concepts)
    return (f"{title}:",) if named else ()


def _text(part: Part, scores: Mapping[str, float]) -> str:
    lines = sorted(part.lines, key=lambda line: scores.get(line, 0.0), reverse=True)
    lead = f"{part.lead}: " if part.lead else ""
    return f"{part.section.title}: {lead}{' '.join(lines)}"
