"""The commands of the API."""
