"""What a person has to look at before a report or a project goes out, in whatever form."""

from datetime import date

from annotator.domain.progress import Progress, unwatched
from annotator.domain.slips import Slip
from annotator.report.choices import Choices
from annotator.report.formats import Format
from annotator.report.model import build
from annotator.report.slips import slips
from annotator.report.slips_in_json import slips_in_json
from annotator.services.project import Project


def before_sending(
    project: Project, choices: Choices, form: Format, progress: Progress = unwatched
) -> list[Slip]:
    """The names that would be disclosed in this form.

    Raises:
        InvalidValue, NotFound: as ``build``.
        Cancelled: ``progress`` asked to stop.
    """
    if form.write_project:
        return [] if choices.show_confidential else slips_in_json(project, progress)
    # the day is not looked at
    report = build(project, stated_date=date.min, choices=choices, progress=progress)
    return slips(project, report, surroundings=form.has_surroundings)
