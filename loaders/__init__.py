"""Article files to rows: read, annotate, extract, link, store."""
