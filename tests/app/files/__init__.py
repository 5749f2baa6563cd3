"""Tests of the window: files."""
