"""Tests of audit in the window."""
