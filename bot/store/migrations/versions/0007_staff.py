"""Accounts of the staff, the audit that nobody can change, and what staff have reviewed."""

import sqlalchemy as sa
from alembic import op

from bot.store.columns import JSON_VALUE, ROW_ID, UtcDateTime

revision = "0007"
down_revision = "0006"

_REFUSAL = "the audit is append-only"
_GUARDS = {
    "sqlite": tuple(
        f"CREATE TRIGGER audit_no_{verb} BEFORE {verb.upper()} ON audit "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for verb in ("update", "delete")
    ),
    "postgresql": (
        "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$",
        "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    ),
}


def upgrade() -> None:
    op.create_table(
        "staff_accounts",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("provinces", JSON_VALUE, nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("last_login_at", UtcDateTime(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("locked_until", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_staff_accounts"),
        sa.UniqueConstraint("login", name="uq_staff_accounts_login"),
    )
    op.create_table(
        "staff_sessions",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("account_id", ROW_ID, nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        _account("staff_sessions", "account_id", "CASCADE"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_staff_sessions"),
    )
    op.create_index("ix_staff_sessions_account_id", "staff_sessions", ["account_id"])
    op.create_index("ix_staff_sessions_expires_at", "staff_sessions", ["expires_at"])
    op.create_table(
        "api_tokens",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("account_id", ROW_ID, nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        _account("api_tokens", "account_id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_api_tokens"),
        sa.UniqueConstraint("token_hash", name="uq_api_tokens_token_hash"),
    )
    op.create_index("ix_api_tokens_account_id", "api_tokens", ["account_id"])
    op.create_table(
        "audit",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("account_id", ROW_ID, nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("detail", JSON_VALUE, nullable=False),
        _account("audit", "account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    for column in ("about", "action", "account_id"):
        op.create_index(f"ix_audit_{column}_id", "audit", [column, "id"])
    for statement in _GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)
    op.create_table(
        "reviewed_answers",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("embedder", sa.Text(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("reply", JSON_VALUE, nullable=False),
        sa.Column("sources", JSON_VALUE, nullable=False),
        sa.Column("approved_by", ROW_ID, nullable=False),
        sa.Column("approved_at", UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        _account("reviewed_answers", "approved_by"),
        sa.PrimaryKeyConstraint("id", name="pk_reviewed_answers"),
    )
    in_force = sa.text("withdrawn_at IS NULL")
    op.create_index(
        "uq_reviewed_answers_folded",
        "reviewed_answers",
        ["folded"],
        unique=True,
        sqlite_where=in_force,
        postgresql_where=in_force,
    )
    op.create_table(
        "evaluation_cases",
        sa.Column("turn_id", ROW_ID, nullable=False),
        sa.Column("answer_id", ROW_ID, nullable=True),
        sa.Column("made_by", ROW_ID, nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["turn_id"], ["turns.id"], name="fk_evaluation_cases_turn_id_turns", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["reviewed_answers.id"],
            name="fk_evaluation_cases_answer_id_reviewed_answers",
        ),
        _account("evaluation_cases", "made_by"),
        sa.PrimaryKeyConstraint("turn_id", name="pk_evaluation_cases"),
    )


def downgrade() -> None:
    for table in (
        "evaluation_cases",
        "reviewed_answers",
        "audit",
        "api_tokens",
        "staff_sessions",
        "staff_accounts",
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_refuse()")


def _account(table: str, column: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["staff_accounts.id"], name=f"fk_{table}_{column}_staff_accounts", ondelete=ondelete
    )
