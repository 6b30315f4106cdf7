"""The embedded PostgreSQL: a server of our own under `var/postgres`, for machines that have none.

It listens on a Unix socket only, is started by the first connection that needs it (never by commands that need no
database), and is stopped when the last process that uses it ends.
"""
