"""Tests of review in the window."""
