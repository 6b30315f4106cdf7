"""The loaders' commands."""
