"""Reads what is left of a damaged project file."""
