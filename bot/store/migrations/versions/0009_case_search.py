"""Full-text search of cases by each database's own means, and the turns by their outcome."""

from alembic import op

revision = "0009"
down_revision = "0008"

# The words are folded already; signs between them are no part of them.
_SQLITE = (
    "CREATE VIRTUAL TABLE case_search USING fts5"
    "(search, content='cases', content_rowid='id', tokenize='unicode61 remove_diacritics 0')",
    "INSERT INTO case_search (rowid, search) SELECT id, search FROM cases",
    "CREATE TRIGGER case_search_added AFTER INSERT ON cases BEGIN "
    "INSERT INTO case_search (rowid, search) VALUES (new.id, new.search); END",
    "CREATE TRIGGER case_search_changed AFTER UPDATE OF search ON cases BEGIN "
    "INSERT INTO case_search (case_search, rowid, search) VALUES ('delete', old.id, old.search); "
    "INSERT INTO case_search (rowid, search) VALUES (new.id, new.search); END",
    "CREATE TRIGGER case_search_removed AFTER DELETE ON cases BEGIN "
    "INSERT INTO case_search (case_search, rowid, search) VALUES ('delete', old.id, old.search); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION case_search(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS "
    "$$ SELECT to_tsvector('simple', regexp_replace(words, '[\\s!-/:-@\\[-`{-~«»،؛؟…–—]+', ' ', 'g')) $$",
    "ALTER TABLE cases ADD COLUMN search_words tsvector GENERATED ALWAYS AS (case_search(search)) STORED",
    "CREATE INDEX ix_cases_search_words ON cases USING gin (search_words)",
)


def upgrade() -> None:
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.get_bind().exec_driver_sql(statement)
    op.create_index("ix_turns_outcome_id", "turns", ["outcome", "id"])


def downgrade() -> None:
    op.drop_index("ix_turns_outcome_id", "turns")
    if op.get_bind().dialect.name == "sqlite":
        for name in ("added", "changed", "removed"):
            op.execute(f"DROP TRIGGER case_search_{name}")
        op.execute("DROP TABLE case_search")
    else:
        op.execute("ALTER TABLE cases DROP COLUMN search_words")
        op.execute("DROP FUNCTION case_search(text)")
