"""Tests of the people in a project."""
