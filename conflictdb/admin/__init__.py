"""The admin: the pages on which data managers see, review and correct the dataset."""

from conflictdb.admin import actor, event, location, resolution, source, statement, topic, traces

__all__ = ["actor", "event", "location", "resolution", "source", "statement", "topic", "traces"]
