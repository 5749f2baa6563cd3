"""The base of everything: pure values and functions that know no feature."""
