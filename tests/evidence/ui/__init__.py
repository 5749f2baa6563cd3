"""Tests of evidence in the window."""
