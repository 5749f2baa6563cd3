"""Tests of search in the window."""
