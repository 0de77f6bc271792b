"""Approved answers in SQL."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from sqlalchemy import Engine, insert, select, update

from bot.staff.reviewed import Approval, Reviewed
from bot.store.database import reading
from bot.store.replies import dump_reply, load_reply
from bot.store.staff_tables import reviewed_answers, staff_accounts


class SqlReviewed:
    """What staff.reviewed.ReviewedStore promises, on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def approve(self, answer: Approval, account_id: int, now: datetime) -> int:
        values = {
            "question": answer.question,
            "folded": answer.folded,
            "embedder": answer.embedder,
            "vector": np.asarray(answer.vector, dtype=np.float32).tobytes(),
            "reply": dump_reply(answer.reply),
            "sources": dict(answer.sources),
            "approved_by": account_id,
            "approved_at": now,
        }
        with self._engine.begin() as connection:
            connection.execute(
                update(reviewed_answers)
                .where(reviewed_answers.c.folded == answer.folded, reviewed_answers.c.withdrawn_at.is_(None))
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
