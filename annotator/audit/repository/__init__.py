"""The audit trail as rows."""
