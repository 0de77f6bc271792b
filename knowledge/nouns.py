"""Which Persian words are nouns and verbs, from the word lists that hazm carries (MIT licence)."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from knowledge.persian import fold_each


@lru_cache(maxsize=1)
def load_nouns() -> frozenset[str]:
    """Folded words that hazm's list tags as a noun and has met in text; some 25,000."""
    rows = (line.split("\t") for line in _lines("words.dat"))
    return frozenset(fold_each(w for w, count, tags in rows if count != "0" and tags.split(",")[0] == "N"))


@lru_cache(maxsize=1)
def load_verb_stems() -> frozenset[str]:
    """Folded past and present stems; some 1,000."""
    rows = (stem for line in _lines("verbs.dat") for side in line.split("#") for stem in side.split(" یا "))
    return frozenset(fold_each(stem for stem in rows if len(stem) > 1))


def _lines(name: str) -> list[str]:
    spec = find_spec("hazm")  # only the file is wanted: importing hazm costs 0.2 s
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("hazm is not installed; run: make setup")
    return (Path(spec.origin).parent / "data" / name).read_text(encoding="utf-8").splitlines()
