"""Cases by their words: FTS5 or tsvector, both kept up to date by the database itself (migration 0009)."""

import re

from sqlalchemy import ColumnElement, and_, column, func, literal, select, table, text

from bot.store.case_tables import cases
from knowledge.persian import fold

_WORD = re.compile(r"[^\W_]+")
_MOBILE = re.compile(r"(?:\+|00)?(?:98)?0?(9\d{9})")
_fts = table("case_search", column("rowid"))


def mobile_in(words: str) -> str | None:
    """The number as cases have it when the words are an Iranian mobile and nothing else."""
    found = _MOBILE.fullmatch("".join(fold(words).split()).replace("-", ""))
    return f"0{found[1]}" if found else None


def holds_words(words: str, dialect: str, streamed: bool = False) -> ColumnElement[bool] | None:
    """Whether every word, or a word that begins with it, stands in the case; None without words.

    `streamed`: on SQLite, row by row as they are found, so that a limit stops the search; only for where
    nothing else is filtered, since the search then leads.
    """
    found = _WORD.findall(fold(words))
    if not found:
        return None
    if dialect == "sqlite":
        query = " AND ".join(f'"{word}"*' for word in found)
        match = text("case_search MATCH :words").bindparams(words=query)
        if streamed:
            return and_(cases.c.id == _fts.c.rowid, match)
        return cases.c.id.in_(select(_fts.c.rowid).where(match))
    query = " & ".join(f"{word}:*" for word in found)
    return column("search_words").op("@@")(func.to_tsquery(text("'simple'"), literal(query)))
