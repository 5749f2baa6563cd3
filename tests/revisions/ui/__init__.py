"""Tests of new versions in the window."""
