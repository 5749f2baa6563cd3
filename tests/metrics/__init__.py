"""Figures about the legibility of the package: `python -m tests.metrics` prints the table.

`source` reads the modules and their imports, `names`, `prose`, `structure` and `history` measure
them by functions without side effects, and `__main__` prints figures and bars. The tests of the
architecture hold the same functions to their bars.
"""
