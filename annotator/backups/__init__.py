"""Backups, and the rescue of damaged projects."""
