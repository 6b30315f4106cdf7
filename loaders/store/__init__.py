"""The one room that writes rows: what did not change is not written, and a person's decision always stands."""
