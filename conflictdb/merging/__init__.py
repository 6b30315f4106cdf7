"""Reports to records: which are one, what the one says, and what persons said about it. Everything here writes rows."""
