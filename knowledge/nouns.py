"""Which Persian words are nouns, from the word list that hazm carries (MIT licence)."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from knowledge.persian import fold


@lru_cache(maxsize=1)
def load_nouns() -> frozenset[str]:
    """Folded words that hazm's list tags as a noun and has met in text; some 25,000."""
    spec = find_spec("hazm")  # only the file is wanted: importing hazm costs 0.2 s
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("hazm is not installed; run: make setup")
    lines = (Path(spec.origin).parent / "data" / "words.dat").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return frozenset(fold(word) for word, count, tags in rows if count != "0" and tags.split(",")[0] == "N")
