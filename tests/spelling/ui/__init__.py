"""Tests of spelling in the window."""
