"""Reads and exports the audit trail."""
