"""The tables: who talks with us (sessions), what was said (turns) and thought of it (feedback), what is owed.

Cases have theirs in bot.store.case_tables. Whatever is kept about people is exported and erased by
bot.store.people; a new table has to be named there.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.store.columns import JSON_OR_NULL, JSON_VALUE, ROW_ID
from bot.store.columns import UtcDateTime as UtcDateTime
from bot.store.columns import metadata as metadata

sessions = Table(
    "sessions",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False, server_default="0"),  # counts up with every stored turn
    Column("flow", JSON_OR_NULL),  # the RunningFlow, NULL when none runs
    Column("turns_left", Float),  # of the person's Budget; both NULL before it was first spent
    Column("turns_left_at", UtcDateTime),
    Column("language", Text, nullable=False, server_default="fa"),
    Column("remind_at", UtcDateTime),  # of the flow, NULL when nobody is to be reminded
    UniqueConstraint("channel", "person"),
    Index(None, "channel", "remind_at"),
)

turns = Table(
    "turns",
    metadata,
    Column("id", ROW_ID, primary_key=True),  # in the order of recording
    Column("session_id", ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("turn_id", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("choice", Text),
    Column("outcome", Text, nullable=False),  # an Outcome, also inside `reply`, here for counting
    Column("reply", JSON_VALUE, nullable=False),  # the whole Reply: blocks, citations, choices
    Column("latency_ms", Float, nullable=False),
    Column("index_version", Text),  # the knowledge the reply was made from
    Column("sent_at", UtcDateTime, nullable=False),
    UniqueConstraint("session_id", "turn_id"),
    Index(None, "outcome", "id"),
)

feedback = Table(  # of the turn's own person; question, answer and index version stand in the turn
    "feedback",
    metadata,
    Column("turn_id", ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True),
    Column("verdict", Text, nullable=False),
    Column("reason", Text),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "at"),
)

_UNTAKEN = text("taken_at IS NULL AND body IS NOT NULL")

outbox = Table(
    "outbox",
    metadata,
    Column("id", ROW_ID, primary_key=True),  # in the order of sending
    Column("channel", Text, nullable=False),
    Column("key", Text, nullable=False),  # of what is answered
    Column("part", Integer, nullable=False),
    Column("chat", Text, nullable=False),
    Column("body", Text),  # NULL once the message is sent or let go
    Column("above", BigInteger),  # once sending has begun: the new message's id is above this one
    Column("message_id", BigInteger, nullable=False, server_default="0"),  # the channel's, 0 when never sent
    Column("put_at", UtcDateTime, nullable=False),
    Column("taken_at", UtcDateTime),  # when a sending process took it on; NULL: put by somebody else for it
    UniqueConstraint("channel", "key", "part"),
    Index(None, "channel", "chat"),
    Index("ix_outbox_untaken", "id", sqlite_where=_UNTAKEN, postgresql_where=_UNTAKEN),
)

blocked_chats = Table(
    "blocked_chats",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("chat", Text, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)

assessments = Table(  # finished self-assessments
    "assessments",
    metadata,
    Column("id", ROW_ID, primary_key=True),  # in the order of keeping
    Column("session_id", ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("result_id", Text, nullable=False, unique=True),
    Column("instrument", Text, nullable=False),
    Column("version", Text, nullable=False),  # of the instrument
    Column("answers", JSON_VALUE, nullable=False),  # indicator to level
    Column("scores", JSON_VALUE, nullable=False),  # dimension to score, inside `result` too, here for groups
    Column("result", JSON_VALUE, nullable=False),  # the whole Result, as it was told
    Column("taken_at", UtcDateTime, nullable=False),
    Column("province", Text),
    Column("sector", Text),
    Index(None, "session_id"),
    Index(None, "instrument", "taken_at"),
)

instruments = (
    Table(  # every questionnaire that was ever asked, so that who is in the middle of one can finish
        "instruments",
        metadata,
        Column("digest", Text, primary_key=True),
        Column("content", JSON_VALUE, nullable=False),  # the whole Instrument
        Column("kept_at", UtcDateTime, nullable=False),
    )
)

evaluations = Table(
    "evaluations",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("run", Text, nullable=False, unique=True),
    Column("gold", Text, nullable=False),
    Column("system", Text, nullable=False),
    Column("program", Text, nullable=False),
    Column("index_version", Text, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("questions", Integer, nullable=False),
    Column("scores", JSON_VALUE, nullable=False),  # measure to mean
    Column("causes", JSON_VALUE, nullable=False),  # cause to number of missed questions
    Index(None, "gold", "started_at"),
)
