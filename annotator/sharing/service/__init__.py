"""Packs, sends back and merges projects."""
