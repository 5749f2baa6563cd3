"""Tests of the agreement of the review."""
