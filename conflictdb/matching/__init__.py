"""Whether two reports tell of one thing: pure functions of the two, with thresholds and weights in rules.toml."""
