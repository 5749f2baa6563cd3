"""Bytes to canonical text and metadata, a module for each format."""
