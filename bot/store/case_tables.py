"""The tables of cases: what applicants have sent, what became of it, and what they have not been told yet.

Names and mobiles stand in `personal` only, sealed by bot.store.vault.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text

from bot.store.columns import JSON_VALUE, ROW_ID, UtcDateTime, metadata

case_numbers = Table(  # the last number given in each Jalali year
    "case_numbers",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("code", Text, nullable=False, unique=True),  # as people read it: KH-1405-00123-7
    Column("channel", Text),  # of the applicant; both NULL once the person has been forgotten
    Column("person", Text),
    Column("form", Text, nullable=False),
    Column("form_version", Integer, nullable=False),
    Column("answers", JSON_VALUE, nullable=False),  # field to value, without the personal ones
    Column("personal", Text, nullable=False, server_default=""),  # sealed JSON, "" once it is erased
    Column("mobile_mark", Text),  # keyed digest of the mobile: finds a number without opening anything
    Column("kind", Text),  # these stand in `answers` too, here for filtering
    Column("firm_key", Text),  # the firm's name, folded and tight
    Column("sector", Text),
    Column("province", Text),
    Column("city", Text),
    Column("staff", Text),
    Column("status", Text, nullable=False),
    Column("assignee", Text),  # name of a staff account
    Column("referral", Text),  # the body it was referred to
    Column("assessment", Text),  # id of a result of the self-assessment
    Column("consent_version", Text, nullable=False),
    Column("consented_at", UtcDateTime, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("search", Text, nullable=False, server_default=""),  # folded words to look for
    # «created_at, id» is the order of lists and the place of their cursor
    Index("ix_cases_created_at_id", "created_at", "id"),
    Index("ix_cases_updated_at_id", "updated_at", "id"),
    Index("ix_cases_status_created_at_id", "status", "created_at", "id"),
    Index("ix_cases_province_created_at_id", "province", "created_at", "id"),
    Index("ix_cases_sector_created_at_id", "sector", "created_at", "id"),
    Index("ix_cases_assignee_created_at_id", "assignee", "created_at", "id"),
    Index("ix_cases_channel_person", "channel", "person"),
    Index("ix_cases_mobile_mark", "mobile_mark"),
)

case_needs = Table(
    "case_needs",
    metadata,
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    Column("need", Text, primary_key=True),
    Index("ix_case_needs_need_case_id", "need", "case_id"),
)

case_events = Table(  # only ever added to, except that what a forgotten person's texts said is blanked
    "case_events",
    metadata,
    Column("id", ROW_ID, primary_key=True),  # in the order of happening
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", Text, nullable=False),  # "applicant", "system", or "staff:" and the account's name
    Column("kind", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("text", Text),  # a note, or what was written to the applicant
    Column("visible", Boolean, nullable=False),  # whether the applicant may read it
    Index("ix_case_events_case_id_id", "case_id", "id"),
)

notices = Table(  # for people on channels where nothing can be sent: shown with their next turn or visit
    "notices",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("put_at", UtcDateTime, nullable=False),
    Column("shown_at", UtcDateTime),
    Index("ix_notices_channel_person", "channel", "person"),
)
