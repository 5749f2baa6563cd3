"""Tests of the window: help."""
