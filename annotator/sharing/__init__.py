"""Packages for colleagues, and the merge of their work."""
