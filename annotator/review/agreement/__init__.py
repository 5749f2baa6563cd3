"""Coefficients of agreement between checkers."""
