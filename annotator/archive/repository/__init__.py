"""Reads and writes a whole project."""
