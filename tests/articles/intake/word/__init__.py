"""Tests of documents of word processors."""
