"""Sessions and turns in SQLite or PostgreSQL through SQLAlchemy."""
