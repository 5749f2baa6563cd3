"""The fact-checker's annotator: highlight claims, tag them, keep the evidence, export the report."""
