"""The tables of the staff desk: accounts, their sessions and tokens, the audit, and what staff have reviewed.

Nothing in them is about the people who ask: the audit holds codes only, and a reviewed question is written
by whoever approves it.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, text

from bot.store.columns import JSON_VALUE, ROW_ID, UtcDateTime, metadata
from bot.store.tables import turns

staff_accounts = Table(
    "staff_accounts",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("name", Text, nullable=False),
    Column("login", Text, nullable=False, unique=True),  # the name in its one spelling
    Column("role", Text, nullable=False),
    Column("provinces", JSON_VALUE, nullable=False),  # codes
    Column("password_hash", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("last_login_at", UtcDateTime),
    Column("locked_until", UtcDateTime),  # for people to see; what closes the door is in login_tries
)

login_tries = Table(  # of the last quarter of an hour, by a short hash of the name or address
    "login_tries",
    metadata,
    Column("key", Text, primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    Index(None, "until"),
)

staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("account_id", ForeignKey("staff_accounts.id", ondelete="CASCADE"), nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Index(None, "account_id"),
    Index(None, "expires_at"),
)

api_tokens = Table(
    "api_tokens",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("account_id", ForeignKey("staff_accounts.id", ondelete="CASCADE"), nullable=False),
    Column("label", Text, nullable=False),
    Column("token_hash", Text, nullable=False, unique=True),
    Column("made_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Index(None, "account_id"),
)

audit = Table(  # append-only: triggers of migration 0007 refuse anything but INSERT
    "audit",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("account_id", ForeignKey("staff_accounts.id")),  # NULL: nobody was logged in
    Column("who", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("detail", JSON_VALUE, nullable=False),
    Index(None, "about", "id"),
    Index(None, "action", "id"),
    Index(None, "account_id", "id"),
)

reviewed_answers = Table(
    "reviewed_answers",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("question", Text, nullable=False),
    Column("folded", Text, nullable=False),  # the question in its one spelling
    Column("embedder", Text, nullable=False),  # identity of the engine of `vector`
    Column("vector", LargeBinary, nullable=False),  # float32, L2-normalised
    Column("reply", JSON_VALUE, nullable=False),  # the whole Reply
    Column("sources", JSON_VALUE, nullable=False),  # file name to sha256 at the time of approval
    Column("approved_by", ForeignKey("staff_accounts.id"), nullable=False),
    Column("approved_at", UtcDateTime, nullable=False),
    Column("withdrawn_at", UtcDateTime),
    Index(
        "uq_reviewed_answers_folded",  # one answer in force for a question
        "folded",
        unique=True,
        sqlite_where=text("withdrawn_at IS NULL"),
        postgresql_where=text("withdrawn_at IS NULL"),
    ),
)

evaluation_cases = Table(  # turns whose answers were wrong; `python -m evals pull` takes them over
    "evaluation_cases",
    metadata,
    Column("turn_id", ForeignKey(turns.c.id, ondelete="CASCADE"), primary_key=True),
    Column("answer_id", ForeignKey("reviewed_answers.id")),  # how it should be answered, where approved
    Column("expected", JSON_VALUE),  # staff.questions.Expected, where somebody has said what is right
    Column("made_by", ForeignKey("staff_accounts.id"), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
)
