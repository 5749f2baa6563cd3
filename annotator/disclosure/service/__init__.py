"""Finds confidential names in a project."""
