"""Each known way to cheat, before the scrutineer's page: it refuses what Python refuses, by the same rule."""

import base64
import copy

import pytest

from changren.ballots.protocol import archive, keys, trustees
from changren.ballots.protocol.archive import BALLOT, RESULT, SHARE
from changren.ballots.protocol.contents import Policy
from changren.ballots.protocol.opening import open_with
from changren.ballots.protocol.plain import written
from changren.ballots.protocol.rules import Rejected, Rule
from changren.ballots.protocol.verifier import NONE
from changren.ballots.scrutineer import made
from tests.ballots import test_refused_archives as archives
from tests.ballots import test_refused_ballots as papers
from tests.ballots.scene import AT, built, drawn, saved, scene, taken
from tests.e2e.alone import Somebody

pytestmark = pytest.mark.e2e
JUDGED = """async ([encoded, secret, fingerprint]) => {
  const bytes = Uint8Array.from(atob(encoded), (one) => one.charCodeAt(0));
  try {
    const found = archive.read(bytes), it = checking.ready(found.election.raw);
    opening.begin(found, BigInt(secret), { fingerprint, fewest: 1 });
    const { total, failures } = await checking.batch(it, new Blob([bytes]), found.ballots);
    if (failures.length) return failures[0].code;
    opening.check(found, total);
    return "";
  } catch (why) {
    if (!(why instanceof Rejected)) throw why;
    return why.code;
  }
}"""


@pytest.fixture(scope="module")
def page(chromium, tmp_path_factory):
    """The page, in which archives are judged."""
    path = tmp_path_factory.mktemp("page") / "scrutineer.html"
    path.write_bytes(made().page)
    person = Somebody(chromium, path)
    yield person.page
    person.leaves()


@pytest.fixture
def judged(page, tmp_path):
    """`judged(events)`: the codes of the rules by which the page and Python refuse to open; "" if they do not."""

    def judge(them) -> tuple[str, str]:
        path = saved(tmp_path, them)
        secret, fingerprint = scene().keys.secrets[2], scene().election.fingerprint
        here = page.evaluate(JUDGED, [base64.b64encode(path.read_bytes()).decode(), str(secret), fingerprint])
        try:
            open_with(path, secret, tmp_path / "memory", Policy(), facts=NONE, processes=1)
        except Rejected as why:
            return here, why.rule.code
        return here, ""

    return judge


def unopened():
    """The events before the result, to be spoilt."""
    return [one for one in archives.events() if one[0] != RESULT]


def changed(change):
    them = unopened()
    change(them)
    return them


def with_ballot(raw):
    """Instead of the first ballot."""
    them = unopened()
    them[archives.place(BALLOT)] = (BALLOT, [raw])
    return them


def with_setup(change):
    return archives.again(change)


def with_keys(change):
    return with_setup(lambda it, _trusted, roll: (it, archives.with_parameters(change), roll))


def with_trustees(raw):
    return with_setup(lambda it, _trusted, roll: (it, raw, roll))


def with_roll(change):
    return with_setup(lambda it, trusted, roll: (it, trusted, written(change(taken(roll)))))


def with_election(**fields):
    return with_setup(lambda it, trusted, roll: (written(taken(it) | fields), trusted, roll))


def share_with(change):
    def spoil(them):
        value = taken(archives.share(0))
        change(value)
        them[archives.place(SHARE)] = (SHARE, archives.owned(1, written(value)))

    return spoil


EVENTS = {
    "whole": unopened, "no-shares": lambda: [one for one in unopened() if one[0] != SHARE],
    "end-in-the-middle": archives.a03_end_in_the_middle, "no-end": lambda: [*archives.without("EndBallots", RESULT)],
    "second-setup": archives.a06_second_setup, "second-election": archives.a06_second_election,
    "share-before-tally": lambda: [*archives.without("EncryptedTally", RESULT)], "no-setup": lambda: unopened()[1:],
    "still-open": lambda: unopened()[:5], "nothing": lambda: [],
    "twice": lambda: (them := unopened()) and [*them[:5], them[1], *them[5:]],
}  # fmt: skip
BYTES = (
    "a15_cut", "a15_cut_in_the_header", "a15_byte_flipped", "a15_left_over", "other_name", "a16_ustar",
    "a16_end_blocks", "a16_other_mode", "a16_other_time", "padded_with_text", "another_format",
)  # fmt: skip
COUNTS = (
    "a07_other_tally", "a11_proof_changed", "a11_owners_swapped", "a11_no_such_owner", "of_another_payload",
)  # fmt: skip
ANSWERS = (
    "b01_challenge_of_a_box", "overall_response", "b15_response_not_reduced", "box_missing", "proof_missing",
    "half_a_proof", "overall_twice", "b13_another_field", "b13_other_order", "b19_blank_proof",
)  # fmt: skip
ALPHAS = (
    "b12_hexadecimal", "b12_leading_zero", "b12_plus", "b12_underscore", "b16_negative", "b16_zero", "b16_one",
    "b16_modulus", "b16_unreduced", "b18_of_order_two",
)  # fmt: skip
KEYS = (
    "k01_no_proof", "k01_proof_of_another", "k05_keys_swapped", "k05_commitment_changed", "k05_certificate_changed",
    "k05_certificate_missing", "k05_key_missing", "k06_one_signature_less", "k06_signature_of_another",
    "k07_other_certificates",
)  # fmt: skip
SETUP = ("election", "trustees", "credentials")
ONE = {"answers": ["a"], "min": 0, "max": 1, "question": "q"}
CHEATS = {
    **EVENTS,
    **{name: lambda name=name: getattr(archives, name)(built(unopened())) for name in BYTES},
    **{name: lambda name=name: changed(getattr(archives, name)) for name in COUNTS},
    "num-tallied": lambda: changed(archives.a08(num_tallied=3)),
    "total-weight": lambda: changed(archives.a08(total_weight=5)),
    "name-of-the-tally": lambda: changed(archives.a08(encrypted_tally="0" * 64)),
    "factor-changed": lambda: changed(share_with(lambda it: it["decryption_factors"][0].reverse())),
    "factor-no-member": lambda: changed(share_with(lambda it: it["decryption_factors"][0].__setitem__(0, "2"))),
    "factor-missing": lambda: changed(share_with(lambda it: it["decryption_factors"][0].pop())),
    **{name: lambda name=name: with_ballot(papers.with_answer(getattr(papers, name))) for name in ANSWERS},
    **{
        name: lambda name=name: with_ballot(papers.with_answer(papers.alpha(getattr(papers, name)))) for name in ALPHAS
    },
    "b02": lambda: with_ballot(papers.with_answer(papers.overall_response, resigned=False)),
    "b09": lambda: with_ballot(papers.changed(election_hash="x")),
    "of-another-uuid": lambda: with_ballot(papers.changed(election_uuid="x" * 14)),
    "b11": lambda: with_ballot(scene().ballots[0].replace(b",", b", ", 1)),
    "b13b": lambda: with_ballot(scene().ballots[0].replace(b'"alpha"', b'"alpha":"1","alpha"', 1)),
    "escaped": lambda: with_ballot(scene().ballots[0].replace(b'"hash"', b'"h\\u0061sh"', 1)),
    "b14": lambda: with_ballot(papers.changed(answers=[])),
    **{name: lambda name=name: with_keys(getattr(archives, name)) for name in KEYS},
    "threshold-1": lambda: with_keys(archives.k05_threshold(1)),
    "threshold-less": lambda: with_keys(archives.k05_threshold(-1)),
    "threshold-5": lambda: with_keys(archives.k05_threshold(5)),
    "k02": lambda: with_trustees(drawn(size=2).raw),
    "k04-one": lambda: with_trustees(trustees.alone([keys.public_key(scene().group, 0)])),
    "k04-twice": lambda: with_trustees(trustees.alone([keys.public_key(scene().group, 5)] * 2)),
    "no-trustees": lambda: with_trustees(b"[]"),
    "credential-twice": lambda: with_roll(lambda rows: [*rows, rows[0]]),
    "credential-2": lambda: with_roll(lambda rows: [*rows, "2"]),
    "credential-1": lambda: with_roll(lambda rows: [*rows, "1"]),
    "no-credentials": lambda: with_roll(lambda rows: []), "weights": lambda: with_roll(lambda rows: [f"{rows[0]},2"]),
    "version": lambda: with_election(version=2), "group": lambda: with_election(group="Ed448"),
    "key-1": lambda: with_election(public_key="1"), "key-2": lambda: with_election(public_key="2"),
    "half-a-character": lambda: with_setup(lambda it, trusted, roll: (
        it.replace(b'"description":""', b'"description":"\\ud800"'), trusted, roll)),
    "no-questions": lambda: with_election(questions=[]),
    "least-over-most": lambda: with_election(questions=[ONE | {"min": 2}]),
    "most-over-all": lambda: with_election(questions=[ONE | {"max": 2}]),
    "half-a-question": lambda: with_election(questions=[{"answers": ["a"]}]),
    "setup-of-others": lambda: [("Setup", [*unopened()[0][1][:3], written(dict.fromkeys(SETUP, "0" * 64))])],
}  # fmt: skip
HOLDS = {"whole", "no-shares"}


@pytest.mark.parametrize("name", CHEATS)
def test_page_refuses_what_python_refuses_and_by_the_same_rule(judged, name):
    here, there = judged(CHEATS[name]())
    assert here == there
    assert (there == "") == (name in HOLDS)


@pytest.mark.parametrize("change", [
    {"parent": "0" * 64}, {"height": 7}, {"type": "Shuffle"}, {"payload": "0" * 64}, {"payload": "x"}, {"height": -1},
    {"more": 1},
])  # fmt: skip
def test_event_that_does_not_follow_the_last_is_refused_by_the_same_rule(judged, tmp_path, change):
    path = saved(tmp_path, unopened()[:1])
    with path.open("rb") as file:
        head = [step.head for step in archive.steps(file)][-1]
    raw = scene().ballots[0]
    event = written({"parent": head, "height": 1, "type": BALLOT, "payload": archives.hex_of(raw)} | change)
    added = [(f"{archives.hex_of(raw)}.data.json", raw), (f"{archives.hex_of(event)}.event.json", event)]
    here, there = judged(path.read_bytes() + b"".join(archive.member(name, data, AT) for name, data in added))
    assert (here, there != "") == (there, True)


def test_stranger_s_ballot_is_refused(judged):
    stranger = archives.ballots.cast(scene().election, archives.credentials.new_credential(), archives.NO)
    assert judged(with_ballot(stranger)) == (Rule.CREDENTIAL.code, Rule.CREDENTIAL.code)


def test_layout_that_lets_a_server_show_different_certificates_is_refused(judged):
    """Python names the rule of what is signed; the page does not know the layout at all."""
    for change in (archives.k06_no_signatures, archives.k06_no_signature_of_the_key):
        here, there = judged(with_keys(copy.copy(change)))
        assert (here in (Rule.JSON.code, there), there) == (True, Rule.THRESHOLD.code)
