"""What a fact-check means: frozen records and pure functions."""
