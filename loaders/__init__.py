"""Article files to rows: read, annotate, extract, link, store."""

import os

# numpy multiplies the pipelines' matrices (annotate/pipeline.py). They are small: several threads for one only wait for each
# other, and for the other workers. numpy looks at this when it is first imported, so it stands before every room.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
