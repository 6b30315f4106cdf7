"""For every extraction rule a sentence on which it must fire and one on which it must not; see README.md."""
