"""Results of evaluation runs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from bot.store.tables import UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    json = sa.JSON().with_variant(JSONB, "postgresql")
    op.create_table(
        "evaluations",
        sa.Column("id", row_id, nullable=False),
        sa.Column("run", sa.Text(), nullable=False),
        sa.Column("gold", sa.Text(), nullable=False),
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("index_version", sa.Text(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("scores", json, nullable=False),
        sa.Column("causes", json, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_evaluations"),
        sa.UniqueConstraint("run", name="uq_evaluations_run"),
    )
    op.create_index("ix_evaluations_gold_started_at", "evaluations", ["gold", "started_at"])


def downgrade() -> None:
    op.drop_table("evaluations")
