"""Backups of a project in the window: their list, the way back to one, and salvage."""
