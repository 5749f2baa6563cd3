"""The program without a window: each command is one job, done by the same services.

What a command needs is imported inside it, so that ``--version`` answers at once, and Qt is
loaded for a window only.
"""
