"""The admin: the pages on which data managers see, review and correct the dataset."""

from conflictdb.admin import actor, apikey, event, location, merging, names, resolution, source, statement, topic, traces

__all__ = ["actor", "apikey", "event", "location", "merging", "names", "resolution", "source", "statement", "topic", "traces"]
