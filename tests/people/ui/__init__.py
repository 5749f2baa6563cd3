"""Tests of the window on people."""
