"""Annotations of other programs."""
