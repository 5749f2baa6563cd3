"""Tests of the anchoring of the exchange."""
