"""The dataset: what exists in it, what may be asked of it, its admin and its exports."""
