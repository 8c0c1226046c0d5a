"""What can be printed of an evaluation: the blank form without number or mark (测评表), and the result (结果单)."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from changren.base.documents import paper
from changren.base.ui.tags import day
from changren.evaluation import queries
from changren.evaluation.models import About, Evaluation, Scrutineer, Subject
from changren.organisation.models import Post


@dataclass(frozen=True)
class BlankGrid:
    """Questions that ask the same: the answers across, one row for each subject; or for the names, with no subject."""

    label: Any
    answers: list[str]
    subjects: list[Subject]

    in_data = ("label", "answers")


@dataclass(frozen=True)
class Blank:
    """The form as it is printed. most: how many names may be marked on a recommendation, 0 elsewhere."""

    evaluation: Evaluation
    grids: list[BlankGrid]
    most: int


def blank(evaluation: Evaluation) -> Blank:
    """The form in the order in which it was adopted; the same for everybody."""
    subjects = {str(one.pk): one for one in evaluation.subjects.all()}
    found: dict[str, BlankGrid] = {}
    for question in evaluation.questions:
        about = question["about"]
        if about not in found:
            answers = [queries.worded(words) for words in question["answers"]]
            found[about] = BlankGrid(About(about).label, answers, [])
        if question["subject"]:
            found[about].subjects.append(subjects[question["subject"]])
    return Blank(evaluation, list(found.values()), evaluation.most if About.CHOICE in found else 0)


@dataclass(frozen=True)
class ResultSheet:
    """The result with who watched and who signed."""

    evaluation: Evaluation
    result: queries.Result
    watching: list[Scrutineer]

    data_in_full = ("evaluation",)


def result_sheet(evaluation: Evaluation, by: Post) -> ResultSheet | None:
    """The sheet for those who see the whole result; None for others."""
    watching = list(evaluation.scrutineers.select_related("person"))
    if not queries.sees_result(evaluation, by, {one.person_id for one in watching}):
        return None
    return ResultSheet(evaluation, queries.result(evaluation, by), watching)


def blank_parts(form: Blank) -> list[paper.Part]:
    """The form as a Word document has it: tables with room for a mark; one sheet is like the other."""
    it = form.evaluation
    parts = [paper.title(it), paper.under(_where(it)), paper.prose(_how(form))]
    for grid in form.grids:
        head = [_("On the form"), *grid.answers] if grid.subjects else [_("Name"), "○"]
        rows = [[f"{one}\n{one.office}".strip(), *[""] * len(grid.answers)] for one in grid.subjects]
        rows = rows or [[answer, ""] for answer in grid.answers]
        parts.append(_table(head, rows, grid.label) | {"tall": True})
    return parts


def result_paper(sheet: ResultSheet) -> paper.Paper:
    """The result sheet as a paper, for Word and PDF."""
    it, found = sheet.evaluation, sheet.result
    counted = found.counted
    back = f"{counted.collected} ({found.collected.percent})" if found.collected.percent else counted.collected
    head = [_("Forms issued"), _("Forms collected"), _("Valid forms"), _("Invalid forms")]
    about = {"kind": it.get_kind_display(), "means": it.get_means_display(), "n": it.electorate}
    title = _("Result of “%(title)s”") % {"title": it}
    parts = [
        paper.title(title), paper.under(f"{_where(it)} · {day(it.closed_on)}"),
        paper.prose(_("%(kind)s by %(means)s; %(n)s delegates might take part.") % about),
        _table(head, [[counted.issued, back, counted.valid, counted.invalid]]),
        paper.prose("\n".join(_formula(found))), *map(_grid, found.grids), paper.ends(*_signatures(sheet)),
    ]  # fmt: skip
    return paper.Paper(title, it.signed_on or it.result_on or it.drafted_on, parts)


def _table(head: list[Any], rows: list[list[Any]], caption: Any = "") -> paper.Part:
    """A table whose first column is twice as wide as each of the others."""
    return paper.table(head, rows, [2, *[1] * (len(head) - 1)], caption=caption)


def _where(it: Evaluation) -> str:
    return f"{it.township} · {it.session}" if it.session else str(it.township)


def _how(form: Blank) -> str:
    one = _("Mark one answer in each row with ○. A row with several marks, or with none, makes the form invalid.")
    several = _("Mark up to %(n)s names with ○. With more marks the form is invalid.") % {"n": form.most}
    return f"{several if form.most else one} {_('Do not write your name or anything else.')}"


def _formula(found: queries.Result) -> list[str]:
    """How shares are computed, in words, with the articles."""
    base = {"base": found.denominator.shown, "n": found.base}
    need = {"need": found.collected_min.shown}
    lines = [
        f"{_('Share = votes ÷ %(base)s (%(n)s).') % base} {found.denominator.article}",
        f"{_('It holds when %(need)s of the forms issued come back.') % need} {found.collected_min.article}",
    ]
    few = _("Too few valid forms: below %(n)s no tally is published.") % {"n": found.counted_least.in_full}
    return lines if found.tables is not None else [*lines, f"{few} {found.counted_least.article}"]


def _grid(grid: queries.Grid) -> paper.Part:
    if grid.rows[0].subject is None:
        return _table([_("Name"), _("Votes")], [[one.answer, _votes(one)] for one in grid.rows[0].shares], grid.label)
    rows: list[list[Any]] = []
    for row in grid.rows:
        rows.append([row.subject, *map(_votes, row.shares)])
        if row.before and row.before.evaluation:
            said = {"name": row.subject, "day": day(row.before.evaluation.closed_on)}
            rows.append([_("%(name)s, last time (%(day)s)") % said, *map(_votes, row.before.shares)])
    return _table([_("On the form"), *grid.answers], rows, grid.label)


def _votes(one: queries.Share) -> str:
    return f"{one.votes} ({one.rate.percent})" if one.rate.percent else str(one.votes)


def _signatures(sheet: ResultSheet) -> list[str]:
    it, colon = sheet.evaluation, pgettext("after a field's name", ": ")
    lines = [f"{one.get_task_display()}{colon}{one}" for one in sheet.watching]
    if it.signed_on is None:
        return [*lines, _("Not signed yet")]
    return [*lines, f"{_('Signed by')}{colon}{it.signed_by}", day(it.signed_on)]
