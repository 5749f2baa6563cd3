"""REFI-QDA projects: reader and writer."""
