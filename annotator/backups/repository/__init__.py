"""Compares and replaces project files."""
