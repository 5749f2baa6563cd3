"""Merges and packages as rows."""
