"""The dataset as files for partners: immutable versions of JSON Lines and Django fixtures, with a manifest and checksums.

plan (what is in the files, as data) <- rows (reads it) <- jsonl, fixture (one format each) <- publish (whole or not at all).
"""
