"""The `changren` command: what it offers, what it says, and the status it ends with."""

import io
import re

import click
import pytest
from click.testing import CliRunner
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from changren.base.minutes.models import Chain, Entry
from changren.base.tenancy.scope import within_district
from changren.organisation import acts
from changren.site import auditing, checklist, serving, setup, ticking
from changren.site.command import changren
from tests.conftest import ELSEWHERE, HERE


def run(*arguments):
    return CliRunner().invoke(changren, arguments)


def commands(group=changren, path=()):
    """Every command with the words that lead to it, the groups among them."""
    yield path, group
    for name in group.list_commands(click.Context(group)) if isinstance(group, click.Group) else ():
        yield from commands(group.get_command(click.Context(group), name), (*path, name))


@pytest.fixture
def minutes(world, on):
    """Five entries in the minutes of district A."""
    for n in range(5):
        acts.add_unit(world.level, by=world.officer, on=on, name=f"第{n}科", kind="office", handles=False)
    return Entry.objects.order_by("number")


# what it offers


def test_commands_are_these():
    assert {" ".join(path) for path, _command in commands()} == {
        "", "run", "new-district", "check", "audit", "audit verify", "tick", "work", "reindex", "backup", "restore",
        "drill", "export-district", "import-district", "verify-ballots", "ballots", "ballots draw", "ballots slips",
        "ballots scrutineer-page", "ballots slips-page", "ballots begin", "ballots vote", "ballots booth",
        "ballots recheck", "ballots cast", "ballots trackers", "ballots close", "ballots open", "ballots result",
        "ballots mirror", "rehearse", "hall",
    }  # fmt: skip


@pytest.mark.parametrize(("path", "command"), list(commands()))
def test_every_command_and_every_option_has_its_help(path, command):
    told = run(*path, "--help")
    assert (told.exit_code, command.help.split("\n")[0][:40] in told.output) == (0, True)
    assert [option.name for option in command.params if isinstance(option, click.Option) and not option.help] == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("rnu",), "No such command 'rnu'"), (("audit", "verfy"), "No such command 'verfy'"),
        (("run", "--prot", "80"), "No such option '--prot'"), (("run", "now"), "unexpected extra argument (now)"),
        (("run", "--port", "many"), "'many' is not a valid integer"),
        (("run", "--port", "70000"), "70000 is not in the range 1<=x<=65535"),
        (("audit", "verify", "--district", "鹿城"), "'鹿城' is not a valid integer"),
    ],
)  # fmt: skip
def test_what_it_does_not_know_is_named_in_a_sentence(arguments, says):
    told = run(*arguments)
    assert (told.exit_code, says in told.output) == (2, True), told.output
    assert "--help" in told.output


# what is wrong with the installation


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (ImproperlyConfigured("CHANGREN_DATA_KEY must be set."), "Error: CHANGREN_DATA_KEY must be set.\n"),
        (OperationalError("connection refused"), "Error: The database does not answer: connection refused\n"),
    ],
)
def test_wrong_installation_is_told_in_a_sentence_without_a_trace(monkeypatch, fault, says):
    def fails(say):
        raise fault

    monkeypatch.setattr(serving, "prepare", fails)
    told = run("run")
    assert (told.exit_code, told.output) == (1, says)


# run, new-district


@pytest.fixture
def served(monkeypatch, tmp_path):
    """What would have been prepared and served."""
    done = []
    monkeypatch.setattr(setup, "TOKEN", tmp_path / "setup-token")
    monkeypatch.setattr(serving, "prepare", lambda say: done.append("prepared"))
    monkeypatch.setattr(serving, "serve", lambda host, port, say: done.append((host, port)))
    return done


def test_run_prepares_and_serves_here_unless_told_otherwise(served):
    assert [run("run").exit_code, run("run", "--host", "::", "--port", "81").exit_code] == [0, 0]
    assert served == ["prepared", ("127.0.0.1", 8000), "prepared", ("::", 81)]


def test_new_district_prints_a_link_that_opens_the_set_up_page(db, served, client):
    told = run("new-district", "--port", "8009")
    link = re.search(r"http://127\.0\.0\.1:8009(/setup/\S+)", told.output)
    assert (told.exit_code, served) == (0, ["prepared", ("127.0.0.1", 8009)])
    assert client.get(link[1]).status_code == 200


def test_new_district_is_refused_where_there_is_one(minutes, served):
    told = run("new-district")
    assert told.exit_code == 1
    assert "甲区 (330302) is in this database already" in told.output
    assert (served, setup.TOKEN.exists()) == (["prepared"], False)


# check, tick


@pytest.mark.parametrize(("holds", "status", "mark"), [(True, 0, "ok   "), (False, 1, "NOT  ")])
def test_check_ends_with_1_if_a_point_is_not_in_order(monkeypatch, holds, status, mark):
    monkeypatch.setattr(checklist, "points", lambda: [(True, "one"), (holds, "other")])
    told = run("check")
    assert (told.exit_code, told.output) == (status, f"ok   one\n{mark}other\n")


def test_tick_says_how_much_was_done(world, on, monkeypatch):
    monkeypatch.setattr(ticking, "go_round", lambda: 3)
    assert run("tick").output == "3 things were done.\n"


# audit verify


def test_audit_says_that_a_good_chain_holds_and_prints_its_seal(minutes):
    told = run("audit", "verify")
    assert told.exit_code == 0, told.output
    assert f"330302 甲区: {minutes.count()} entries, the chain holds. Seal: {Chain.objects.get().seal}" in told.output


@pytest.mark.parametrize("change", [{"kept": {"name": "别的科"}}, {"act": "organisation.close_unit"}, {"seal": "x"}])
def test_audit_names_the_entry_that_was_changed_behind_the_acts(minutes, change):
    minutes.filter(number=3).update(**change)
    told = run("audit", "verify")
    assert told.exit_code == 1
    assert "  330302 甲区: entry 3: organisation." in told.output
    assert "does not match its seal" in told.output
    assert "holds" not in told.output


def test_audit_names_the_entry_that_was_taken_out(minutes):
    minutes.filter(number=3).delete()
    told = run("audit", "verify")
    assert (told.exit_code, "entry 3: entries 3 to 3 are missing" in told.output) == (1, True), told.output


def test_audit_names_the_end_that_was_cut_off(minutes):
    minutes.filter(number=5).delete()
    told = run("audit", "verify")
    assert (told.exit_code, "the chain ends at 4, its head says 5" in told.output) == (1, True), told.output


def test_audit_goes_through_every_district_and_fails_if_one_does(minutes, elsewhere, on):
    with within_district(ELSEWHERE):
        acts.add_unit(elsewhere.level, by=elsewhere.officer, on=on, name="科", kind="office", handles=False)
        Entry.objects.update(act="organisation.other")
    told = [run("audit", "verify", *which) for which in ((), ("--district", str(HERE)), ("--district", str(ELSEWHERE)))]
    assert [one.exit_code for one in told] == [1, 0, 1]
    assert ["甲区: 5 entries, the chain holds" in one.output for one in told] == [True, True, False]
    assert ["乙区: entry 1" in one.output for one in told] == [True, False, True]


def test_audit_of_a_district_that_is_not_here_says_so(minutes):
    told = run("audit", "verify", "--district", "110000")
    assert (told.exit_code, told.output) == (1, "No such district.\n")


def test_audit_looks_for_the_seal_that_was_printed_earlier(minutes):
    earlier = minutes.get(number=2).seal
    assert run("audit", "verify", "--expect", earlier).exit_code == 0
    told = run("audit", "verify", "--expect", "sha256:00")
    assert (told.exit_code, "no entry has the seal sha256:00" in told.output) == (1, True)


def test_audit_shows_how_far_it_is_to_somebody_at_a_terminal(minutes, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    assert auditing.verify_all(None, None, lambda line: None) == 0
    assert re.search(r"330302 甲区.*100%", terminal.getvalue())
