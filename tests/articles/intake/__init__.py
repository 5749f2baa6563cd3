"""Tests of the intake of the articles."""
