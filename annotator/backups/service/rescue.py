"""Keeping an open project when its file has lost its name, or its name leads to another file."""

from itertools import count
from pathlib import Path

from annotator.kernel.file_names import name_beside
from annotator.project import Project


def check_other(path: Path) -> None:
    """See that what has the name of an open project now is a project, before that is closed.

    Raises:
        ProjectError: it is not, or is damaged.
    """
    Project.check_alone(path)


def copy_beside(project: Project) -> Path:
    """Write the project as it stands into a new file beside its own name; where that is.

    Raises:
        ProjectError: nothing can be written there, or too little can be read.
    """
    path = project.path
    names = (f" (mine{'' if n == 1 else f' {n}'})" for n in count(1))
    targets = (path.with_name(name_beside(path.name, end)) for end in names)
    target = next(named for named in targets if not named.exists())
    project.copy_to(target)
    return target
