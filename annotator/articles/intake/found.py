"""Naming the metadata that was found by a program and that nobody has confirmed."""

from dataclasses import asdict
from typing import cast

from annotator.articles.model import Metadata, MetadataField


def filled(metadata: Metadata) -> frozenset[MetadataField]:
    """The fields that hold something."""
    return frozenset(cast(MetadataField, name) for name, value in asdict(metadata).items() if value)
