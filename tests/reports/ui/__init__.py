"""Tests of reports in the window."""
