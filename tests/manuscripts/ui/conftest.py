"""A window on a project with one article, on a real file."""

from tests.app.window_fixtures import (
    claim,
    claims,
    long_trail,
    marked,
    path,
    sample,
    walked,
    window,
)

__all__ = ["claim", "claims", "long_trail", "marked", "path", "sample", "walked", "window"]
