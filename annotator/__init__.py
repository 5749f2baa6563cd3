"""The fact-checker's annotator: highlight claims, tag them, keep evidence, export reports."""
