"""Tests of the window: forms."""
