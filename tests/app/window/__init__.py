"""Tests of the window: window."""
