"""Tests of the window: startup."""
