"""Set-up, scoring and documentation scripts."""
