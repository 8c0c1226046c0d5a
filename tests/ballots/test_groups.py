"""Both groups keep the laws of a group, and write and read their elements in one way only."""

import hashlib
import secrets

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changren.ballots.protocol import ballots, credentials, proofs
from changren.ballots.protocol.groups import NAMES, group, powers_of
from changren.ballots.protocol.plain import written
from changren.ballots.protocol.rules import Rejected, Rule
from changren.ballots.protocol.tally import Logarithms, lagrange
from tests.ballots.scene import YES, begun, scene

pytestmark = pytest.mark.any_engine
EXPONENTS = st.integers(-(2**260), 2**260)
every_group = pytest.mark.parametrize("its", [group(name) for name in NAMES], ids=NAMES)


def test_parameters_are_those_of_the_specification():
    its = group("BELENIOS-2048")
    named = ",".join(one.digits() for one in (its.modulus, its.order, its.generator))
    assert hashlib.sha256(named.encode()).hexdigest() == (
        "db292a518337ff4ed0259cc435f3e23e764423971065fc65cf93565d5015a44d"
    )
    curve = group("Ed25519")
    assert curve.text(curve.generator) == "66" * 31 + "58"


@every_group
@settings(max_examples=15, deadline=None)
@given(one=EXPONENTS, other=EXPONENTS)
def test_powers_are_powers(its, one, other):
    base = its.power(its.generator, 12345)
    table = powers_of(its.name, its.text(base))
    assert its.times(its.power(base, one), its.power(base, other)) == its.power(base, one + other)
    assert its.power(its.power(base, one), other) == its.power(base, one * other)
    for power in (table(one), its.secret_power(base, one), its.known_powers(base, [one])[0]):
        assert power == its.power(base, one)
    assert its.times(its.power(base, one), its.inverse(its.power(base, one))) == its.one


@every_group
@pytest.mark.parametrize("exponent", [0, 1, -1, 15, 16, 2**255])
def test_edges_are_no_exception(its, exponent):
    for base in (its.one, its.generator):
        for wanted in (exponent, its.order + exponent):
            table = its.powers_of(base)(wanted)
            assert table == its.power(base, wanted) == its.secret_power(base, wanted)
            assert its.known_powers(base, [wanted, 1]) == [table, base]
    assert its.contains(its.one) and its.read(its.text(its.one)) == its.one


@every_group
def test_elements_are_read_back_and_nothing_else_is(its):
    element = its.power(its.generator, 4711)
    text = its.text(element)
    assert its.read(text) == element and its.contains(element)
    for wrong in (
        "",
        f"0{text}",
        f" {text}",
        f"{text} ",
        text.replace("1", "１"),
        f"-{text}",
        f"0x{text}",
        text.upper() + "g",
    ):
        with pytest.raises(Rejected) as refused:
            its.read(wrong)
        assert refused.value.rule is Rule.NUMBER


def test_what_is_outside_the_group_is_seen():
    numbers, curve = group(NAMES[0]), group(NAMES[1])
    for outside in (0, 2, numbers.modulus - 1):
        element = numbers.read(str(outside))
        assert (numbers.contains(element), numbers.known_powers(element, [5])) == (False, None)
    for outside in ("00" * 32, "ff" * 32, "7f" + "ff" * 30 + "ec", "00" * 31 + "02"):
        element = curve.read(outside)
        assert (curve.contains(element), curve.known_powers(element, [5])) == (False, None)


@every_group
def test_small_exponents_are_found_and_large_ones_are_not(its):
    search = Logarithms(its, 530)
    assert [search.of(its.power(its.generator, one)) for one in (0, 1, 23, 24, 529, 530)] == [0, 1, 23, 24, 529, 530]
    for one in (531, 600, -1):
        with pytest.raises(Rejected):
            search.of(its.power(its.generator, one))
    assert Logarithms(its, 0).of(its.one) == 0


@given(st.integers(1, 7), st.data())
def test_parts_of_a_key_are_the_key(needed, data):
    its = group(NAMES[0])
    places = data.draw(st.lists(st.integers(1, 9), min_size=needed, max_size=needed, unique=True))
    line = [secrets.randbelow(int(its.order)) for _n in range(needed)]
    values = [sum(one * place**degree for degree, one in enumerate(line)) for place in places]
    parts = sum(value * lagrange(place, places, its) for value, place in zip(values, places, strict=True))
    assert parts % its.order == line[0]


# ─── credentials


@given(st.integers(0, 2**32))
def test_credentials_are_read_however_they_are_typed(n):
    credential = credentials.new_credential()
    bare = credential.replace("-", "")
    assert [len(part) for part in credential.split("-")] == [5, 6, 5, 6]
    for typed in (credential, bare, f" {bare[:7]} {bare[7:]}\n", credential.replace("-", "—")):
        assert credentials.normal(typed) == credential


@pytest.mark.parametrize("typed", ["", "abc", "0" * 22, "l" * 22, "gHa-mRg-ZBY-c6S-Vaj", "x" * 23])
def test_what_cannot_be_a_credential_is_said(typed):
    with pytest.raises(Rejected) as refused:
        credentials.normal(typed)
    assert refused.value.rule is Rule.CREDENTIAL


def test_roll_does_not_tell_the_order_in_which_credentials_were_made():
    its = scene().group
    publics = [its.power(its.generator, n) for n in (5, 2, 9)]
    assert credentials.roll(publics, its) == credentials.roll(publics[::-1], its)


# ─── an audited encryption is repeated, and nothing is drawn twice


def test_second_device_repeats_an_encryption_from_its_seed():
    it, credential = scene().election, "1234"
    first, second, other = (
        written(ballots.encrypt(it, credential, YES, proofs.drawn_from(seed, it.group)))
        for seed in (b"s" * 32, b"s" * 32, b"t" * 32)
    )
    assert first == second != other


def test_every_proof_draws_a_nonce_of_its_own(monkeypatch):
    """A nonce used twice tells the secret (Schnorr): whatever is random is asked for anew, by signatures, too."""
    asked = []
    monkeypatch.setattr(proofs.secrets, "randbelow", lambda top: asked.append(len(asked)) or len(asked))
    it, _keys, own, _roll = begun(voters=1)
    asked.clear()
    ballots.cast(it, own[0], YES)
    ballots.cast(it, own[0], YES)
    per_ballot = (
        3 + 3 * 3 + 1 + 1
    )  # randomness; two numbers and a nonce a box; a nonce for the sum; one for the signature
    assert len(asked) == 2 * per_ballot
