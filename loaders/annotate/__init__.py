"""Document to annotated document."""
