"""Builds and counts reports."""
