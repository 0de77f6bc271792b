"""Every instrument that was ever asked, in SQL: who is in the middle of an old one can finish it."""

from datetime import UTC, datetime

from sqlalchemy import Engine, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.dialogue.ports import Json
from bot.store.database import reading
from bot.store.tables import instruments


class SqlInstruments:
    """Implements the InstrumentArchive of the assessment."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, digest: str, content: Json) -> None:
        """Kept once; the same digest again changes nothing."""
        insert = sqlite.insert if self._engine.dialect.name == "sqlite" else postgresql.insert
        values = {"digest": digest, "content": content, "kept_at": datetime.now(UTC)}
        if self.find(digest) is None:
            with self._engine.begin() as connection:
                connection.execute(insert(instruments).values(**values).on_conflict_do_nothing())

    def find(self, digest: str) -> Json | None:
        """The instrument, None when nobody has kept it."""
        query = select(instruments.c.content).where(instruments.c.digest == digest)
        with reading(self._engine).connect() as connection:
            content: Json | None = connection.execute(query).scalar()
        return content
