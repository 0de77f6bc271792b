"""Messages that are owed to people, and chats that want none."""

import sqlalchemy as sa
from alembic import op

from bot.store.tables import UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "outbox",
        sa.Column("id", row_id, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("above", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("put_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("channel", "key", "part", name="uq_outbox_channel_key_part"),
    )
    op.create_index("ix_outbox_channel_chat", "outbox", ["channel", "chat"])
    op.create_table(
        "blocked_chats",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "chat", name="pk_blocked_chats"),
    )


def downgrade() -> None:
    op.drop_table("blocked_chats")
    op.drop_table("outbox")
