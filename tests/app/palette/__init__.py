"""Tests of the window: palette."""
