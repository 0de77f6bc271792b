"""The optional language models that rank readings of damaged lines, opened by name."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol, runtime_checkable

from ingest.repair.ranking import Ranker, RankerUnusable, Ranking

LINE_SECONDS, DOCUMENT_SECONDS = 20.0, 120.0  # where the settings do not say
_LOCAL = "gguf:"


@runtime_checkable
class Remote(Protocol):
    """A ranker that may be out of reach."""

    unanswered: int  # lines so far that no answer came to


def open_ranking(environment: Mapping[str, str]) -> Ranking | None:
    """The ranker of REPAIR_RANKER with its time, None where none is set; raises RankerUnusable."""
    name = environment.get("REPAIR_RANKER", "")
    if not name:
        return None
    try:
        line = float(environment.get("LLM_DEADLINE_SECONDS", LINE_SECONDS))
        document = float(environment.get("REPAIR_RANKER_SECONDS", DOCUMENT_SECONDS))
    except ValueError as error:
        raise RankerUnusable(f"LLM_DEADLINE_SECONDS and REPAIR_RANKER_SECONDS are seconds: {error}") from None
    return Ranking(_open(name, environment, line), line, document)


def count_unanswered(ranking: Ranking | None) -> int:
    """Lines so far that the ranker was out of reach for."""
    remote = ranking.ranker if ranking is not None else None
    return remote.unanswered if isinstance(remote, Remote) else 0


def _open(name: str, environment: Mapping[str, str], seconds: float) -> Ranker:
    if name.startswith(_LOCAL):
        from ingest.rankers.local import LocalRanker

        return LocalRanker(Path(name.removeprefix(_LOCAL)))
    if name == "llm":
        from ingest.rankers.endpoint import open_endpoint

        base_url, key = environment.get("LLM_BASE_URL"), environment.get("LLM_API_KEY")
        return open_endpoint(environment.get("LLM_MODEL", ""), base_url, key, seconds)
    raise RankerUnusable(f"REPAIR_RANKER {name}: should be llm or gguf:FILE")
