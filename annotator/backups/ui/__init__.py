"""Backups of a project at the window: what there are, going back to one, and salvage."""
