"""The file beneath a project, for tests that attack it or look at its tables."""

from annotator.project import Project
from annotator.storage.project_file import ProjectFile


def raw_file(project: Project) -> ProjectFile:
    """Return the file of an open project, past the doors that services use."""
    return project._file
