"""Tests of exchange in the window."""
