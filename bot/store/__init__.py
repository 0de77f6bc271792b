"""Everything that is kept of people, cases and staff, in SQLite or PostgreSQL through SQLAlchemy."""
