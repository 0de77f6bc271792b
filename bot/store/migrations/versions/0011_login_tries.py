"""Tries to log in are counted for every name and address, and not only for accounts."""

import sqlalchemy as sa
from alembic import op

from bot.store.columns import UtcDateTime

revision = "0011"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "login_tries",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_login_tries"),
    )
    op.create_index("ix_login_tries_until", "login_tries", ["until"])
    op.drop_column("staff_accounts", "failures")


def downgrade() -> None:
    failures = sa.Column("failures", sa.Integer(), nullable=False, server_default="0")
    op.add_column("staff_accounts", failures)
    op.drop_table("login_tries")
