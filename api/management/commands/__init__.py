"""The commands of the API, one a file."""
