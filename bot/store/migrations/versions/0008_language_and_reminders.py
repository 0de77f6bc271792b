"""The language a person has chosen, and when they are to be reminded of what is unfinished."""

import sqlalchemy as sa
from alembic import op

from bot.store.tables import UtcDateTime

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("sessions", sa.Column("language", sa.Text(), nullable=False, server_default="fa"))
    op.add_column("sessions", sa.Column("remind_at", UtcDateTime(), nullable=True))
    op.create_index("ix_sessions_channel_remind_at", "sessions", ["channel", "remind_at"])


def downgrade() -> None:
    op.drop_index("ix_sessions_channel_remind_at", "sessions")
    for column in ("remind_at", "language"):
        op.drop_column("sessions", column)
