"""Tests of backups in the window."""
