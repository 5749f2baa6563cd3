"""The people who work in a project."""
