"""Tests of the window: session."""
