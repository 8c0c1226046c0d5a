"""What can be printed of an election: ballot papers, the sheets of the counting groups, and the certified result."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from changren.base.documents import paper
from changren.base.ui.tags import day
from changren.elections import queries
from changren.elections.models import Election

TWO_ON_A4 = 6  # lines of names and empty ones of a paper of which two go on a sheet
LINES_WRITTEN = 5  # empty lines for names written in on a tally sheet


def papers(election: Election, size: str) -> paper.Paper:
    """The ballot paper, exact to print: names by strokes, no number and no mark; on A4 two, to be cut apart, or one."""
    names = [_set_wide(one.name) for one in queries.on_paper(election)]
    lines = len(names) + election.seats
    copies = 1 + (size == "a4" and lines <= TWO_ON_A4)
    head = (_("Candidate"), _("Mark"), _("Others whom I choose"))
    part = paper.ballots(_("Ballot paper: %(title)s") % {"title": election}, _how(election), names, election.seats,
                         head, copies=copies)  # fmt: skip
    title = _("Ballot paper: %(title)s") % {"title": f"{election} · {size.upper()}"}
    return paper.Paper(title, election.ready_on or election.drafted_on, [part], size=size, bare=True)


def _set_wide(name: str) -> str:
    """A name of two characters as wide as one of three."""
    return "\u3000".join(name) if not name.isascii() and name[1:] and not name[2:] else name


def _how(election: Election) -> list[str]:
    """What may be marked, in words of art. 5 and 6."""
    unmarked = queries.rule_of(election, "unmarked_write_in").shown
    return [
        _("%(n)s to be elected. With more marks ○ than that the paper is invalid.") % {"n": election.seats},
        _("For: ○ in the box. Against: ×. To abstain, leave it empty."),
        _("Who votes against one may write in another and mark ○ behind that name. A name without it: %(unmarked)s.")
        % {"unmarked": unmarked},
        _("Write nothing else: no name of your own, no number, no sign."),
    ]


def sheets(election: Election) -> paper.Paper:
    """For the hall: the report of issue and collection, then a tally sheet for each counting group to copy."""
    title = _("Sheets for counting: %(title)s") % {"title": election}
    parts = [*_issue(election), paper.sheet(), *_tally(election)]
    return paper.Paper(title, election.ready_on or election.drafted_on, parts)


def _issue(election: Election) -> list[paper.Part]:
    here = [[_("Should attend"), _or_blank(election.should_attend)], [_("Present"), _or_blank(election.present)]]
    return [
        paper.title(_("Report on the papers issued and collected")), paper.under(_where(election)),
        _two([*here, *_blank()[:2]]), paper.prose(_says_quorum(election)), paper.ends(_("Chief scrutineer"), _("Day")),
    ]  # fmt: skip


def _tally(election: Election) -> list[paper.Part]:
    head = [_("Name"), *map(str, queries.COLUMNS)]
    rows = [[one.name, *[""] * len(queries.COLUMNS)] for one in queries.on_paper(election)]
    return [
        paper.title(_("Tally sheet")), paper.under(_where(election)), paper.facts([(_("Group"), "")]), _two(_blank()),
        paper.table(head, rows, [2, *[1] * len(queries.COLUMNS)]),
        paper.table([_("Written in"), _("Votes")], [["", ""]] * LINES_WRITTEN, [2, 1]),
        paper.remark(_rules_of_counting(election)), paper.ends(_("Counter"), _("Scrutineer"), _("Day")),
    ]  # fmt: skip


def _blank() -> list[list[Any]]:
    """The four numbers of a sheet, to be filled in by hand."""
    return [[label, ""] for _name, label in queries.HEADS]


def result(election: Election) -> paper.Paper:
    """The result with every number that must hold, who is elected, and the hash that the minutes keep."""
    found, title = queries.result(election), _("Result of “%(title)s”") % {"title": election}
    here = [[_("Should attend"), election.should_attend], [_("Present"), election.present]]
    numbers = [*here, *([label, getattr(found.tally, name)] for name, label in queries.HEADS)]
    checks = [f"{'✓' if one.holds else '✗'} {one.says}" for one in found.checks]
    parts = [
        paper.title(title), paper.under(_where(election)), _two(numbers), _votes(found),
        paper.prose("\n".join(formula(election, found))), paper.heading(_("What must hold")), paper.points(checks),
        *_end(election), paper.remark(_hash(found)),
    ]  # fmt: skip
    return paper.Paper(title, election.certified_on or election.drafted_on, parts)


def _votes(found: queries.Result) -> paper.Part:
    """Each name with its votes and what became of it."""
    head = [_("Name"), *map(str, queries.COLUMNS), _("Result")]
    rows: list[list[Any]] = [
        [one.name, *(list[Any](one.numbers) or [f"{one.votes} ({_('written in')})", "", "", ""]), one.label]
        for one in found.lines
    ]
    return paper.table(head, rows, [2, *[1] * len(queries.COLUMNS), 1])


def formula(election: Election, found: queries.Result) -> list[str]:
    """How the elected are found, in words, with the articles."""
    need = {"need": found.majority.shown, "base": found.majority_base.shown, "n": found.base}
    elected = _("Elected with %(need)s of %(base)s (%(n)s).") % need
    bare = _("Names written in without the mark: %(n)s. They count as %(rule)s.") % _bare(found)
    lines = [f"{elected} {found.majority.article}", f"{bare} {found.unmarked.article}"]
    left = _("%(left)s of %(seats)s seats are not filled yet.") % {"left": found.left, "seats": election.seats}
    return [*lines, left] if found.left else lines


def _bare(found: queries.Result) -> dict[str, Any]:
    return {"n": found.tally.unmarked, "rule": found.unmarked.shown}


def _two(rows: list[list[Any]]) -> paper.Part:
    return paper.table([_("What is counted"), _("How many")], rows, [2, 1])


def _or_blank(number: int | None) -> Any:
    return "" if number is None else number


def _where(election: Election) -> str:
    place = election.meeting or election.electing_unit
    return " · ".join(str(one) for one in (election.township, place, day(election.opened_on)) if one)


def _says_quorum(election: Election) -> str:
    quorum = queries.rule_of(election, "quorum")
    says = _("The election is held when %(need)s are there.") % {"need": quorum.in_full}
    return f"{says} {quorum.article}"


def _rules_of_counting(election: Election) -> str:
    """What a counting group decides paper by paper."""
    return " ".join([
        _("With more than %(n)s marks ○, or a number, a name or a sign of the voter, the whole paper is invalid.")
        % {"n": election.seats},
        _("What cannot be read is void for that name alone; the rest of the paper counts."),
        _("For each × one other may be written in. A name on the paper cannot be written in; one written twice "
          "counts once."),
        _("For each name for + against + abstain + not to be read = valid papers."),
    ])  # fmt: skip


def _end(election: Election) -> list[paper.Part]:
    colon = pgettext("after a field's name", ": ")
    lines = [f"{one.get_task_display()}{colon}{one}" for one in election.officials.select_related("person")]
    if election.certified_on is None:
        return [paper.ends(*lines, _("Not certified yet"))]
    return [paper.ends(*lines, f"{_('Certified by')}{colon}{election.certified_by}", day(election.certified_on))]


def _hash(found: queries.Result) -> str:
    return _("SHA-256 of the result, as the minutes keep it: %(digest)s") % {"digest": found.digest}
