"""Writes comments and proposed wordings into files of other programs."""
