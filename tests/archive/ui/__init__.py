"""Tests of archive in the window."""
