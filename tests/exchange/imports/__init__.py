"""Tests of the imports of the exchange."""
