"""Restores a project from JSON, in the window."""
