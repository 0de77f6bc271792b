"""Rated answers, as the evaluation takes them over."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine, select

from bot.dialogue.ports import ANSWERED, RatedTurn, Rating, Verdict
from bot.store.database import reading
from bot.store.replies import load_reply
from bot.store.tables import feedback, sessions, turns

EARLIER = 6  # questions before a rated one, at most


class SqlFeedback:
    """Reads ratings of all people on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def rated(self, since: datetime | None = None, limit: int = 1000) -> Sequence[RatedTurn]:
        """At most `limit` rated turns, the oldest rating first, without those before `since` (aware)."""
        query = (
            select(turns, sessions.c.channel, feedback.c.verdict, feedback.c.reason, feedback.c.at)
            .join(feedback)
            .join(sessions, turns.c.session_id == sessions.c.id)
            .order_by(feedback.c.at, turns.c.id)
            .limit(limit)
        )
        if since is not None:
            query = query.where(feedback.c.at >= since)
        with reading(self._engine).connect() as connection:
            return [
                RatedTurn(
                    row.id,
                    row.channel,
                    row.text,
                    tuple(
                        connection.execute(
                            select(turns.c.text)
                            .where(
                                turns.c.session_id == row.session_id,
                                turns.c.id < row.id,
                                turns.c.outcome.in_(ANSWERED),
                            )
                            .order_by(turns.c.id.desc())
                            .limit(EARLIER)
                        ).scalars()
                    )[::-1],
                    load_reply(row.reply),
                    row.index_version,
                    Rating(Verdict(row.verdict), row.reason),
                    row.at,
                )
                for row in connection.execute(query)
            ]
