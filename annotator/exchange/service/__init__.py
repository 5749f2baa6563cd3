"""Imports annotations of other programs."""
