"""Rows out: the partner files, one module a format."""
