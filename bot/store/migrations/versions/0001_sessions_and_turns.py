"""Sessions and their turns."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bot.store.tables import UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "sessions",
        sa.Column("id", row_id, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.UniqueConstraint("channel", "person", name="uq_sessions_channel_person"),
    )
    op.create_table(
        "turns",
        sa.Column("id", row_id, nullable=False),
        sa.Column("session_id", row_id, nullable=False),
        sa.Column("turn_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reply", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("latency_ms", sa.Float(), nullable=False),
        sa.Column("index_version", sa.Text(), nullable=True),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name="fk_turns_session_id_sessions", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
        sa.UniqueConstraint("session_id", "turn_id", name="uq_turns_session_id_turn_id"),
    )


def downgrade() -> None:
    op.drop_table("turns")
    op.drop_table("sessions")
