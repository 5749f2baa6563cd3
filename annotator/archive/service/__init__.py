"""Writes a project as JSON and restores it."""
