"""Reads the remains of a damaged project file."""
