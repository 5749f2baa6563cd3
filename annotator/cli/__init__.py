"""The program without a window: each command is a single job, done by the window's own services.

A command imports its services inside its function, so that ``--version`` answers at once, and
Qt is loaded for a window only.
"""
