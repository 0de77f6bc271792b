"""What staff say is a right answer to a question that is an evaluation case."""

import sqlalchemy as sa
from alembic import op

from bot.store.columns import JSON_VALUE

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("evaluation_cases", sa.Column("expected", JSON_VALUE))


def downgrade() -> None:
    op.drop_column("evaluation_cases", "expected")
