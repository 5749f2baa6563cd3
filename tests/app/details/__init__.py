"""Tests of the window: details."""
