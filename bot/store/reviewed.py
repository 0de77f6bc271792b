"""Approved answers in SQL."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np
from sqlalchemy import Engine, insert, select, update

from bot.dialogue.turn import Reply
from bot.staff.reviewed import Reviewed
from bot.store.database import reading
from bot.store.replies import dump_reply, load_reply
from bot.store.staff_tables import reviewed_answers, staff_accounts
from knowledge.engine import Vectors


class SqlReviewed:
    """What staff.reviewed.ReviewedStore promises, on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def approve(
        self,
        question: str,
        folded: str,
        reply: Reply,
        sources: Mapping[str, str],
        vector: Vectors,
        embedder: str,
        account_id: int,
        now: datetime,
    ) -> int:
        values = {
            "question": question,
            "folded": folded,
            "embedder": embedder,
            "vector": np.asarray(vector, dtype=np.float32).tobytes(),
            "reply": dump_reply(reply),
            "sources": dict(sources),
            "approved_by": account_id,
            "approved_at": now,
        }
        with self._engine.begin() as connection:
            connection.execute(
                update(reviewed_answers)
                .where(reviewed_answers.c.folded == folded, reviewed_answers.c.withdrawn_at.is_(None))
                .values(withdrawn_at=now)
            )
            made = connection.execute(insert(reviewed_answers).returning(reviewed_answers.c.id), values)
            answer_id: int = made.scalar_one()
            return answer_id

    def in_force(self) -> Sequence[Reviewed]:
        query = (
            select(reviewed_answers, staff_accounts.c.name)
            .join(staff_accounts, reviewed_answers.c.approved_by == staff_accounts.c.id)
            .where(reviewed_answers.c.withdrawn_at.is_(None))
            .order_by(reviewed_answers.c.id.desc())
        )
        with reading(self._engine).connect() as connection:
            return [
                Reviewed(
                    row.id,
                    row.question,
                    load_reply(row.reply),
                    row.sources,
                    np.frombuffer(row.vector, dtype=np.float32),
                    row.embedder,
                    row.name,
                    row.approved_at,
                )
                for row in connection.execute(query)
            ]

    def withdraw(self, answer_id: int, now: datetime) -> bool:
        with self._engine.begin() as connection:
            changed = connection.execute(
                update(reviewed_answers)
                .where(reviewed_answers.c.id == answer_id, reviewed_answers.c.withdrawn_at.is_(None))
                .values(withdrawn_at=now)
            )
            return changed.rowcount > 0
