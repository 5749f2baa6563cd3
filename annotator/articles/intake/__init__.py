"""Bytes to canonical text and metadata, one module a format."""
