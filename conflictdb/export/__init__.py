"""The dataset as files for partners: immutable versions of JSON Lines and Django fixtures, with a manifest, checksums and deltas.

plan (what is in the files, as data) <- rows (reads it) <- jsonl, fixture (one format each) <- publish (whole or not at all).
delta (what changed between two versions' files) <- publish; apply brings it into a database that holds the older one.
"""
