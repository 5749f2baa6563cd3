"""Makes, lists and restores backups."""
