"""Tests of the window: shortcuts."""
