"""The entries of a report, redacted before any format renders them."""
