"""Tests of the window: commands."""
