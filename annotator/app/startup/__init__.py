"""Starts the program and ends it."""
