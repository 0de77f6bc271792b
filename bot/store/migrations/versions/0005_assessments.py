"""Finished self-assessments, and the questionnaires they were asked by."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from bot.store.tables import UtcDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    json = sa.JSON().with_variant(JSONB(), "postgresql")
    op.create_table(
        "assessments",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("session_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("result_id", sa.Text(), nullable=False),
        sa.Column("instrument", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("answers", json, nullable=False),
        sa.Column("scores", json, nullable=False),
        sa.Column("result", json, nullable=False),
        sa.Column("taken_at", UtcDateTime, nullable=False),
        sa.Column("province", sa.Text(), nullable=True),
        sa.Column("sector", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name="fk_assessments_session_id_sessions", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_assessments"),
        sa.UniqueConstraint("result_id", name="uq_assessments_result_id"),
    )
    op.create_index("ix_assessments_session_id", "assessments", ["session_id"])
    op.create_index("ix_assessments_instrument_taken_at", "assessments", ["instrument", "taken_at"])
    op.create_table(
        "instruments",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("content", json, nullable=False),
        sa.Column("kept_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_instruments"),
    )


def downgrade() -> None:
    op.drop_table("instruments")
    op.drop_table("assessments")
