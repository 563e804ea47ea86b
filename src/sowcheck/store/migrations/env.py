"""Runs the migrations on the connection that it is given; see `sowcheck.store.schema`."""

from alembic import context

from sowcheck.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
