"""Tests of articles in the window."""
