"""Tests of claims in the window."""
