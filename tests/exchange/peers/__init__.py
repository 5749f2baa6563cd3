"""Files that other programs read: what their own readers want, tried with their code.

A reader that the package index has, and that is light, reads our file here. Of the others the rules
stand here as a few lines of our own, beside the version in which they were seen; their code was run
on our files, and their exports of them, when the rules were written down.
"""
