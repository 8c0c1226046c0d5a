"""What another program wrote is read, verified, opened and computed again to the last digit."""

import json

import pytest

from changren.ballots.protocol import archive, ceremony, channel, contents, credentials, plain, proofs, tally
from changren.ballots.protocol.ballots import boxes_of, verified
from changren.ballots.protocol.contents import Policy
from changren.ballots.protocol.groups import group
from changren.ballots.protocol.plain import sha256
from changren.ballots.protocol.proofs import Proof, challenge
from changren.ballots.protocol.rules import Rejected
from changren.ballots.protocol.tally import lagrange
from changren.ballots.protocol.verifier import verify
from tests.ballots.scene import NAME, VECTORS, total_of

pytestmark = pytest.mark.any_engine
LENIENT = Policy(weights=True, plain_layout=True)
FOLDERS = ("single-2.0", "thr23-2.0", "thr23-3.0")
THRESHOLD = FOLDERS[1:]
ITS = group(NAME)


def told(folder, name):
    return json.loads((VECTORS / folder / name).read_text("utf-8"))


def opened(folder):
    path = VECTORS / folder / "archive.bel"
    with path.open("rb") as file:
        return path, contents.read(file, LENIENT)


@pytest.mark.parametrize("folder", FOLDERS)
def test_archive_is_accepted_and_recounted(folder):
    path, _found = opened(folder)
    report = verify(path, LENIENT, processes=1)
    assert (report.failures, report.result) == ([], told(folder, "result.out")["result"])


def test_what_our_policy_does_not_allow_is_refused_by_default():
    codes = [[why.rule.code for why in verify(VECTORS / one / "archive.bel", processes=1).failures] for one in FOLDERS]
    assert codes == [[], ["threshold"], []]


@pytest.mark.parametrize("folder", FOLDERS)
def test_archive_is_written_again_byte_for_byte(folder):
    path = VECTORS / folder / "archive.bel"
    with path.open("rb") as file:
        at, _place = archive.began(file)
        file.seek(0)
        events = [(step.event.kind, [one.data for one in step.data]) for step in archive.steps(file)]
    parts, before = [archive.beginning(at)], None
    for height, (kind, data) in enumerate(events):
        added, head = archive.appended(kind, data, before, at)
        parts, before = [*parts, added], (height, head)
    assert b"".join(parts) == path.read_bytes()


@pytest.mark.parametrize("folder", FOLDERS)
def test_ballots_add_up_to_the_published_tally(folder):
    path, found = opened(folder)
    ballots = [(boxes_of(found.election, contents.bytes_of(path, one)), one) for one in found.counted]
    total = tally.summed(found.election, [(boxes, found.roll.weights[one.credential]) for boxes, one in ballots])
    line = (VECTORS / folder / "encrypted_tally.out").read_bytes().split(b"\n")[0]
    assert tally.tally_written(found.election, total) == line


@pytest.mark.parametrize("folder", FOLDERS)
def test_credentials_are_derived_as_there(folder):
    _path, found = opened(folder)
    for line in (VECTORS / folder / "private_creds.txt").read_text().splitlines():
        secret = line.split()[1]
        typed = secret.replace("-", " ")
        assert credentials.normal(typed) == secret
        assert ITS.text(credentials.public_of(secret, found.election.uuid, ITS)) in found.roll.weights


def test_derivation_is_that_of_the_other_program():
    for one in told("single-2.0", "intermediate.json")["credential"]:
        assert str(credentials.secret_of(one["private"], one["uuid"], ITS)) == one["secret_exponent"]
        assert ITS.text(credentials.public_of(one["private"], one["uuid"], ITS)) == one["public"]


@pytest.mark.parametrize("folder", FOLDERS[:2])
def test_what_is_hashed_is_what_the_other_program_hashed(folder, monkeypatch):
    path, found = opened(folder)
    ballot, first = told(folder, "intermediate.json")["ballot_line_0"], contents.bytes_of(path, found.ballots[0])
    hashed = []
    monkeypatch.setattr(proofs, "challenge", lambda its, text: hashed.append(text) or challenge(its, text))
    assert verified(found.election, first, found.roll.weights).tracker == ballot["tracker_of_whole_ballot"]
    texts = {one["preimage"]: one["hash_mod_q"] for one in ballot.values() if "preimage" in one}
    assert len(texts) >= 3
    assert {text: str(challenge(ITS, text)) for text in hashed if text in texts} == texts
    assert sha256(found.election.raw).hex() == ballot["election_sha256_hex"]
    assert found.election.fingerprint == ballot["election_fingerprint_phi"]
    assert plain.read(first)["signature"]["hash"] == ballot["signature"]["hash"]


def test_shares_are_those_of_the_trustee():
    _path, found = opened("single-2.0")
    secret = int(told("single-2.0", "secret.json"))
    total = total_of(found.election, found.tally)
    made = tally.make_share(found.election, total, secret)
    theirs = tally.share_read(found.election, plain.read(found.shares[0][1]))
    assert made.factors == theirs.factors
    tally.check_share(found.election, total, found.trustees.keys[0], made)
    for name in ("trustee_pok", "decryption_proof_0_0"):
        one = told("single-2.0", "intermediate.json")[name]
        assert challenge(ITS, one["preimage"]) == int(one["challenge"])


@pytest.mark.parametrize("folder", THRESHOLD)
def test_shares_of_a_key_in_parts_are_read_from_the_seed(folder):
    _path, found = opened(folder)
    keys = {ITS.text(key) for key in found.trustees.keys}
    read = 0
    for seed in (VECTORS / folder).glob("*.key"):
        secret = ceremony.secret_share(ITS, seed.read_text().strip(), seed.with_suffix(".dkey").read_text().strip())
        assert ITS.text(ITS.power(ITS.generator, secret)) in keys
        read += 1
    assert read == 3


def test_trustees_compute_what_the_other_program_did():
    for one in told("thr23-2.0", "intermediate.json")["trustees"]:
        own = channel.Identity.of(one["seed"], ITS)
        assert own.signing == int(one["signing_key_hex"], 16) % ITS.order
        assert own.receiving == int(one["decryption_key_hex"], 16) % ITS.order
        came = json.loads((VECTORS / "thr23-2.0" / f"{one['file_id']}.vinput").read_text())
        mine = own.received(came["polynomial"], own.verification)
        assert mine["polynomial"] == one["own_polynomial"]
        assert sum(map(int, one["received_secrets"])) % ITS.order == int(one["decryption_key_mod_q"])
    places = told("thr23-2.0", "intermediate.json")["lagrange_for_{1,3}"]
    assert {name: str(lagrange(int(name), (1, 3), ITS)) for name in places} == places


def test_trustees_of_the_stronger_layout_accept_what_they_received():
    folder = VECTORS / "thr23-3.0"
    certs = [json.loads(line) for line in (folder / "certs.jsons").read_text().splitlines()]
    for index in (1, 2, 3):
        name = (folder / f"{index}.trustee").read_text().strip()
        seed, came = (folder / f"{name}.key").read_text().strip(), json.loads((folder / f"{name}.vinput").read_text())
        place = ceremony.Place(ITS, 3, 2, index)
        secret, _told = ceremony.share(place, seed, certs, came)
        assert secret == ceremony.secret_share(ITS, seed, (folder / f"{name}.dkey").read_text().strip())


def test_numbers_that_are_too_large_are_no_proofs():
    assert Proof.of({"challenge": "0", "response": str(ITS.order - 1)}, ITS).response == ITS.order - 1
    for wrong in (str(ITS.order), "-1", "00", "1_0", "٣", 1):
        with pytest.raises(Rejected, match="number"):
            Proof.of({"challenge": "0", "response": wrong}, ITS)
