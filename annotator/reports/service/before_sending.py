"""The names to look at before a report or a project goes out, in any form."""

from datetime import date

from annotator.disclosure.model import Disclosure
from annotator.kernel.progress import Progress, unwatched
from annotator.project import Project
from annotator.reports.choices import ReportChoices
from annotator.reports.service.disclosures import slips
from annotator.reports.service.formats import Format
from annotator.reports.service.json_disclosures import slips_in_json
from annotator.reports.service.report import build


def before_sending(
    project: Project, choices: ReportChoices, form: Format, progress: Progress = unwatched
) -> list[Disclosure]:
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
