"""The auditor says what it checked, to people, in two languages; and by its exit status, to programs."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from changren.ballots.protocol.plain import written
from changren.ballots.protocol.rules import Rule
from changren.site.command import changren
from tests.ballots.scene import VECTORS, built, saved, scene, taken
from tests.engines import ROOT

pytestmark = pytest.mark.any_engine


def audited(path, *more):
    done = CliRunner().invoke(changren, ["verify-ballots", str(path), *more])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def test_whole_election_is_told(tmp_path):
    status, said = audited(saved(tmp_path, scene().events), "--processes", "1")
    assert status == 0
    for line in ("全部检查通过", "all checks passed", scene().election.fingerprint, "Ballots: 4", "同意: 2",
                 "（2/3）", "已公布结果", "second proofs: 无 / none at hand"):  # fmt: skip
        assert line in said


def test_every_problem_is_told_with_its_event(tmp_path):
    events = [(kind, list(data)) for kind, data in scene().events]
    bad = taken(events[2][1][0])
    bad["answers"][0]["overall_proof"][0]["response"] = "1"
    events[2] = ("Ballot", [written(bad)])
    status, said = audited(saved(tmp_path, events), "--processes", "1")
    assert status == 1
    for text in (Rule.SIGNATURE.zh, Rule.SIGNATURE.en, "event 2", "不可采信", "cannot be relied on", "wrong: 1"):
        assert text in said


def test_what_is_no_archive_is_said(tmp_path):
    for raw in (b"", b"a letter", built(scene().events)[:-700]):
        status, said = audited(saved(tmp_path, raw))
        assert (status, Rule.ARCHIVE.zh in said, "Traceback" in said) == (1, True, False)


def test_facts_are_compared(tmp_path):
    path, facts = saved(tmp_path, scene().events), tmp_path / "facts.json"
    facts.write_text(json.dumps({"election": scene().election.fingerprint, "voters": 4}))
    assert audited(path, "--facts", str(facts))[0] == 0
    facts.write_text(json.dumps({"voters": 5}))
    status, said = audited(path, "--facts", str(facts))
    assert (status, Rule.FACT.zh in said, "voters" in said) == (1, True, True)
    for wrong in ('{"other": 1}', "[]", "{"):
        facts.write_text(wrong)
        status, said = audited(path, "--facts", str(facts))
        assert (status, Rule.JSON.zh in said) == (1, True)


def test_what_others_made_is_accepted_when_it_is_asked_for():
    path = VECTORS / "thr23-2.0" / "archive.bel"
    assert audited(path)[0] == 1
    status, said = audited(path, "--old-layout", "--weights")
    assert (status, "weight: 12" in said, "空白 / blank: 2" in said) == (0, True, True)


def test_auditor_stands_alone(tmp_path):
    """It needs the protocol and nothing else of the house: no Django, no database, no settings."""
    path = saved(tmp_path, scene().events)
    alone = (
        "import runpy, sys; sys.modules['django'] = None; "
        "runpy.run_module('changren.ballots.protocol', run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", alone, str(path)], capture_output=True, text=True, cwd=ROOT,
                          env={"PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "utf-8"})  # fmt: skip
    assert (done.returncode, "全部检查通过" in done.stdout) == (0, True), done.stderr
    assert done.stderr == ""
