"""The fact-checker's annotator: highlight claims, tag them, keep evidence, export reports."""

DISTRIBUTION = "fact-check-annotator"
"""What the package index calls the program: “annotator” is somebody else's there."""

__version__ = "0.1.0"
