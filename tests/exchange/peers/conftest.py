"""The projects of the tests of formats."""

from tests.exchange.formats.conftest import desk, jobs, river

__all__ = ["desk", "jobs", "river"]
