"""How the admin prints dates: as ISO 8601, like the files and the API."""
