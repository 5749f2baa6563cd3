"""Tests of the window: widgets."""
