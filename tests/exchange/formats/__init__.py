"""Tests of the formats of the exchange."""
