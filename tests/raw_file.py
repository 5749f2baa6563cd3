"""The file beneath a project, for tests that attack it or look at its tables."""

from annotator.services.project import Project
from annotator.store.file import ProjectFile


def raw_file(project: Project) -> ProjectFile:
    """Return the file of an open project, past the doors that services use."""
    return project._file
