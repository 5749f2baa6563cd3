"""Sources, evidence and attached files."""
