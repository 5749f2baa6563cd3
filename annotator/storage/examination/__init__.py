"""Examines files of unknown origin before they are used."""
