"""Rows to GraphQL answers; read-only."""
