"""Runs the migrations on the connection that bot.store.migrate hands over."""

from alembic import context

from bot.store.schema import metadata

connection = context.config.attributes["connection"]
if connection.dialect.name == "postgresql":  # replicas that start together migrate one after the other
    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7033)")
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
