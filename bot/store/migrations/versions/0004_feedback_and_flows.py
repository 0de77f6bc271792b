"""What people think of answers, and what a session remembers between two turns."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from bot.store.tables import UtcDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("sessions", sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("sessions", sa.Column("flow", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True))
    op.add_column("sessions", sa.Column("turns_left", sa.Float(), nullable=True))
    op.add_column("sessions", sa.Column("turns_left_at", UtcDateTime(), nullable=True))
    op.create_table(
        "feedback",
        sa.Column("turn_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["turn_id"], ["turns.id"], name="fk_feedback_turn_id_turns", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("turn_id", name="pk_feedback"),
    )
    op.create_index("ix_feedback_at", "feedback", ["at"])


def downgrade() -> None:
    op.drop_table("feedback")
    for column in ("turns_left_at", "turns_left", "flow", "version"):
        op.drop_column("sessions", column)
