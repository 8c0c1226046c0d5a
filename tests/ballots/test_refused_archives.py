"""Every way to cheat with an archive or a key that is known, and the rule that each of them breaks."""

import copy
import json

import pytest

from changren.ballots.protocol import archive, ballots, ceremony, channel, credentials, keys, tally, trustees
from changren.ballots.protocol.archive import BALLOT, END, RESULT, SETUP, SHARE, TALLY
from changren.ballots.protocol.contents import Policy
from changren.ballots.protocol.plain import hex_of, written
from changren.ballots.protocol.proofs import Proof, challenge
from changren.ballots.protocol.rules import Rejected, Rule
from changren.ballots.protocol.tally import Share, make_share, share_read
from changren.ballots.protocol.trustees import read_trustees
from changren.ballots.protocol.verifier import Facts, verify
from tests.ballots.scene import AT, NO, built, drawn, owned, saved, scene, setup_of, taken, total_of

pytestmark = pytest.mark.any_engine


def events():
    """The events of the election, to be spoilt."""
    return [(kind, list(data)) for kind, data in scene().events]


def place(kind, number=0):
    """Where the event of that kind is."""
    return [n for n, (one, _data) in enumerate(scene().events) if one == kind][number]


def without(*kinds):
    return [one for one in events() if one[0] not in kinds]


def rules_of(tmp_path, made, **asked):
    """The codes of what is wrong."""
    report = verify(saved(tmp_path, made), processes=1, **asked)
    assert report.holds == (not report.failures)
    return [why.rule for why in report.failures]


def test_archive_as_it_was_made_holds(tmp_path):
    report = verify(saved(tmp_path, events()), processes=1)
    assert (report.failures, report.result) == ([], [[2, 1, 1]])


# ─── events


def a03_end_in_the_middle():
    them = events()
    them.insert(place(BALLOT, 2), (END, []))
    return them


def a04_no_end():
    return without(END)


def a05_ballot_after_result():
    them = events()
    return [*them, them.pop(place(BALLOT, 3))]


def a06_second_setup():
    return [*events(), events()[0]]


def a06_second_election():
    return events() + events()


def result_before_shares():
    return [*without(RESULT, SHARE), *[one for one in events() if one[0] == RESULT]]


@pytest.mark.parametrize(("made", "rule"), [
    (a03_end_in_the_middle, Rule.ORDER), (a04_no_end, Rule.ORDER), (a05_ballot_after_result, Rule.ORDER),
    (a06_second_setup, Rule.ORDER), (a06_second_election, Rule.ORDER), (result_before_shares, Rule.ORDER),
    (lambda: without(SETUP), Rule.ORDER), (lambda: [], Rule.LEFT_OVER),
])  # fmt: skip
def test_events_out_of_their_order_are_refused(tmp_path, made, rule):
    assert rules_of(tmp_path, made()) == [rule]


def test_b07_ballot_that_stands_twice_is_refused(tmp_path):
    them = events()
    them.insert(place(END), them[place(BALLOT)])
    assert rules_of(tmp_path, them) == [Rule.TWICE]
    path = saved(tmp_path, events()[: place(END)])
    with path.open("rb") as file:
        last = list(archive.steps(file))[-1]
    again, _head = archive.appended(BALLOT, [], (last.event.height, last.head), AT)
    assert rules_of(tmp_path, path.read_bytes() + again) == [Rule.TWICE]


@pytest.mark.parametrize(("change", "rule"), [
    ({"parent": "0" * 64}, Rule.CHAIN), ({"height": 7}, Rule.CHAIN), ({"type": "Shuffle"}, Rule.ORDER),
    ({"payload": "0" * 64}, Rule.LEFT_OVER), ({"payload": "x"}, Rule.JSON), ({"height": -1}, Rule.NUMBER),
    ({"more": 1}, Rule.JSON),
])  # fmt: skip
def test_event_that_does_not_follow_the_last_is_refused(tmp_path, change, rule):
    path = saved(tmp_path, events()[:1])
    with path.open("rb") as file:
        head = [step.head for step in archive.steps(file)][-1]
    raw = scene().ballots[0]
    event = written({"parent": head, "height": 1, "type": BALLOT, "payload": hex_of(raw)} | change)
    added = [(f"{hex_of(raw)}.data.json", raw), (f"{hex_of(event)}.event.json", event)]
    path.write_bytes(path.read_bytes() + b"".join(archive.member(name, data, AT) for name, data in added))
    assert [why.rule for why in verify(path, processes=1).failures] == [rule]


# ─── bytes


def a15_cut(raw):
    return raw[:-512]


def a15_cut_in_the_header(raw):
    return raw[: len(raw) - 1500]


def a15_byte_flipped(raw):
    middle = raw.index(b'"credential":"') + 20
    return raw[:middle] + bytes([raw[middle] ^ 1]) + raw[middle + 1 :]


def a15_left_over(raw):
    return raw + archive.member(f"{hex_of(b'1')}.data.json", b"1", AT)


def other_name(raw):
    return raw + archive.member(f"{hex_of(b'1')}.txt", b"1", AT)


def a16_ustar(raw):
    return raw[:257] + b"ustar\x0000" + raw[265:]


def a16_end_blocks(raw):
    return raw + bytes(1024)


def a16_other_mode(raw):
    second = raw[1024:]
    return raw[:1024] + second[:100] + b"0000600" + second[107:]


def a16_other_time(raw):
    return archive.beginning(AT + 1) + raw[1024:]


def padded_with_text(raw):
    return raw[:-1] + b"x"


def another_format(raw):
    return archive.member("BELENIOS", written({"version": 2, "timestamp": str(AT)}), AT) + raw[1024:]


@pytest.mark.parametrize(("spoil", "rule"), [
    (a15_cut, Rule.ARCHIVE), (a15_cut_in_the_header, Rule.ARCHIVE), (a15_byte_flipped, Rule.NAME),
    (a15_left_over, Rule.LEFT_OVER), (other_name, Rule.LEFT_OVER), (a16_ustar, Rule.ARCHIVE),
    (a16_end_blocks, Rule.ARCHIVE), (a16_other_mode, Rule.ARCHIVE), (a16_other_time, Rule.ARCHIVE),
    (padded_with_text, Rule.ARCHIVE), (another_format, Rule.VERSION), (lambda raw: b"", Rule.ARCHIVE),
    (lambda raw: b"x" * 2000, Rule.ARCHIVE),
])  # fmt: skip
def test_bytes_that_the_tool_would_not_write_are_refused(tmp_path, spoil, rule):
    assert rules_of(tmp_path, spoil(built(events()))) == [rule]


# ─── counts


def a07_other_tally(them):
    rows = taken(them[place(TALLY)][1][0])
    rows[0][0], rows[0][1] = rows[0][1], rows[0][0]
    published = written(rows)
    about = taken(them[place(TALLY)][1][1]) | {"encrypted_tally": hex_of(published)}
    them[place(TALLY)] = (TALLY, [published, written(about)])


def a08(**fields):
    def change(them):
        published, about = them[place(TALLY)][1]
        them[place(TALLY)] = (TALLY, [published, written(taken(about) | fields)])

    return change


def a09_other_result(them):
    them[-1] = (RESULT, [written({"result": [[1, 2, 1]]})])


def a10_too_few(them):
    del them[place(SHARE)]


def share(number):
    return scene().events[place(SHARE, number)][1][0]


def a11_proof_changed(them):
    value = taken(share(0))
    value["decryption_proofs"][0][0]["response"] = "1"
    them[place(SHARE)] = (SHARE, owned(1, written(value)))


def a11_owners_swapped(them):
    them[place(SHARE)], them[place(SHARE, 1)] = (SHARE, owned(1, share(1))), (SHARE, owned(2, share(0)))


def a11_no_such_owner(them):
    them[place(SHARE)] = (SHARE, owned(4, share(0)))


def a12_two_of_one_owner(them):
    it = scene()
    total = published_total()
    again = make_share(it.election, total, it.keys.secrets[0]).payload(it.group)
    them.insert(place(RESULT), (SHARE, owned(1, again)))


def of_another_payload(them):
    payload, _owned = them[place(SHARE)][1]
    them[place(SHARE)] = (SHARE, [payload, written({"owner": 1, "payload": "0" * 64})])


def published_total():
    return total_of(scene().election, scene().events[place(TALLY)][1][0])


@pytest.mark.parametrize(("change", "rules"), [
    (a07_other_tally, [Rule.TALLY]), (a08(num_tallied=3), [Rule.TALLY]), (a08(total_weight=5), [Rule.TALLY]),
    (a08(encrypted_tally="0" * 64), [Rule.TALLY]), (a09_other_result, [Rule.RESULT]), (a10_too_few, [Rule.TOO_FEW]),
    (a11_proof_changed, [Rule.SHARE, Rule.TOO_FEW]), (a11_owners_swapped, [Rule.SHARE, Rule.SHARE, Rule.TOO_FEW]),
    (a11_no_such_owner, [Rule.OWNER]), (a12_two_of_one_owner, [Rule.OWNER]), (of_another_payload, [Rule.LEFT_OVER]),
])  # fmt: skip
def test_count_that_is_not_of_these_ballots_is_refused(tmp_path, change, rules):
    them = events()
    change(them)
    assert rules_of(tmp_path, them) == rules


def test_every_bad_ballot_is_named_with_its_event(tmp_path):
    them = events()[: place(END)]
    it = scene()
    bad = taken(it.ballots[1])
    bad["answers"][0]["overall_proof"][0]["response"] = "1"
    stranger = ballots.cast(it.election, credentials.new_credential(), NO)
    them[2:2] = [(BALLOT, [written(bad)]), (BALLOT, [stranger])]
    report = verify(saved(tmp_path, them), processes=1)
    assert [(why.rule, why.where) for why in report.failures] == [
        (Rule.SIGNATURE, "event 2"), (Rule.CREDENTIAL, "event 3"),
    ]  # fmt: skip


# ─── what was published before


def test_a01_a02_what_was_published_before_must_still_be_so(tmp_path):
    whole = saved(tmp_path, events())
    found = verify(whole, processes=1).found
    facts = {
        "election": found.election.fingerprint, "voters": 4, "ballots": 4, "head": found.heads[3],
        "credentials": "MPiJ", "trustees": None,
    }  # fmt: skip
    assert [why.detail for why in verify(whole, facts=Facts(**facts), processes=1).failures] == ["credentials"]
    dropped, swapped = events()[: place(END)], events()[: place(END)]
    del dropped[2]
    swapped[1], swapped[2] = swapped[2], swapped[1]
    seen = Facts(head=found.heads[3])
    for them in (dropped, swapped):
        assert rules_of(tmp_path, them) == []
        assert rules_of(tmp_path, them, facts=seen) == [Rule.FACT]


# ─── credentials and keys


def again(change):
    """The same events with another file of trustees or credentials; nobody needs to have voted."""
    described, trusted, listed, _setup = events()[0][1]
    return [(SETUP, setup_of(*change(described, trusted, listed)))]


@pytest.mark.parametrize(("change", "rule"), [
    (lambda rows: [*rows, rows[0]], Rule.CREDENTIALS), (lambda rows: [*rows, "2"], Rule.MEMBER),
    (lambda rows: [*rows, "1"], Rule.MEMBER), (lambda rows: [f"{rows[0]},2", *rows[1:]], Rule.WEIGHTS),
    (lambda rows: [f"{rows[0]},0", *rows[1:]], Rule.CREDENTIALS), (lambda rows: [], Rule.CREDENTIALS),
    (lambda rows: [f"{rows[0]},x", *rows[1:]], Rule.NUMBER), (lambda rows: [1], Rule.JSON),
])  # fmt: skip
def test_a14_list_of_credentials_that_is_not_in_order_is_refused(tmp_path, change, rule):
    made = again(lambda described, trusted, listed: (described, trusted, written(change(json.loads(listed)))))
    assert rules_of(tmp_path, made) == [rule]


def with_parameters(change):
    """The file of trustees, its parameters changed."""
    parameters = copy.deepcopy(scene().keys.parameters)
    change(parameters)
    return trustees.shared(parameters)


def first_key(parameters):
    return parameters["verification_keys"][0]


def k01_no_proof(parameters):
    del first_key(parameters)["pok"]


def k01_proof_of_another(parameters):
    first_key(parameters)["pok"] = parameters["verification_keys"][1]["pok"]


def k05_threshold(by):
    def change(parameters):
        parameters["threshold"] += by

    return change


def k05_keys_swapped(parameters):
    parameters["verification_keys"].reverse()


def k05_commitment_changed(parameters):
    told = json.loads(parameters["coefexps"][0]["message"])
    told["coefexps"].reverse()
    parameters["coefexps"][0]["message"] = written(told).decode()


def k05_certificate_changed(parameters):
    parameters["certs"][0]["signature"]["response"] = "1"


def k05_certificate_missing(parameters):
    parameters["certs"].pop()


def k05_key_missing(parameters):
    parameters["verification_keys"].pop()


def k06_no_signatures(parameters):
    del parameters["signatures"]


def k06_one_signature_less(parameters):
    parameters["signatures"].pop()


def k06_signature_of_another(parameters):
    parameters["signatures"].reverse()


def k06_no_signature_of_the_key(parameters):
    del first_key(parameters)["signature"]


def k07_other_certificates(parameters):
    parameters["certs"].reverse()


@pytest.mark.parametrize(("change", "rule"), [
    (k01_no_proof, Rule.TRUSTEE), (k01_proof_of_another, Rule.TRUSTEE), (k05_threshold(1), Rule.THRESHOLD),
    (k05_threshold(-1), Rule.THRESHOLD), (k05_threshold(5), Rule.THRESHOLD), (k05_keys_swapped, Rule.THRESHOLD),
    (k05_commitment_changed, Rule.THRESHOLD), (k05_certificate_changed, Rule.THRESHOLD),
    (k05_certificate_missing, Rule.THRESHOLD), (k05_key_missing, Rule.THRESHOLD), (k06_no_signatures, Rule.THRESHOLD),
    (k06_one_signature_less, Rule.THRESHOLD), (k06_signature_of_another, Rule.THRESHOLD),
    (k06_no_signature_of_the_key, Rule.THRESHOLD), (k07_other_certificates, Rule.THRESHOLD),
])  # fmt: skip
def test_key_in_parts_that_does_not_fit_is_refused(tmp_path, change, rule):
    made = again(lambda described, trusted, listed: (described, with_parameters(change), listed))
    assert rules_of(tmp_path, made) == [rule]


def test_k06_the_old_layout_cannot_be_feigned():
    """Also where the layout before 2.5.1 is allowed: the certificates say that they are of the newer one."""
    with pytest.raises(Rejected) as refused:
        read_trustees(with_parameters(k06_no_signatures), scene().group, plain_layout=True)
    assert refused.value.rule is Rule.THRESHOLD


def test_k02_key_that_is_not_the_trustees(tmp_path):
    other = drawn(size=2)
    made = again(lambda described, trusted, listed: (described, other.raw, listed))
    assert rules_of(tmp_path, made) == [Rule.PUBLIC_KEY]


def test_k04_same_key_twice_and_the_key_one():
    its = scene().group
    key = keys.public_key(its, 12345)
    for them, rule in (
        ([key, key], Rule.TRUSTEES_DIFFER),
        ([keys.public_key(its, 0)], Rule.MEMBER),
        ([], Rule.TRUSTEE),
    ):
        with pytest.raises(Rejected) as refused:
            read_trustees(trustees.alone(them), its)
        assert refused.value.rule is rule
    with pytest.raises(Rejected) as refused:
        read_trustees(written([["Other", key]]), its)
    assert refused.value.rule is Rule.JSON


# ─── the ceremony


@pytest.fixture(scope="module")
def drawing():
    """Three trustees who have all sent their polynomials: places, seeds, certificates, polynomials."""
    places = [ceremony.Place(scene().group, 3, 2, index) for index in (1, 2, 3)]
    seeds = [channel.new_seed() for _place in places]
    certs = [ceremony.certificate(*pair) for pair in zip(places, seeds, strict=True)]
    made = [ceremony.polynomial(place, seed, certs) for place, seed in zip(places, seeds, strict=True)]
    return places, seeds, certs, made


def refused_of_second(drawing, certs=None, **came):
    """The rule that the second trustee finds broken in what it received, and whose it is."""
    places, seeds, own, made = drawing
    with pytest.raises(Rejected) as refused:
        ceremony.share(places[1], seeds[1], certs or own, ceremony.passed_on(made, 2) | came)
    return refused.value.rule, refused.value.where


def test_k07_other_certificates_than_the_rest_saw(drawing):
    places, seeds, certs, _made = drawing
    stranger = ceremony.certificate(places[2], channel.new_seed())
    assert refused_of_second(drawing, [*certs[:2], stranger])[0] is Rule.THRESHOLD
    with pytest.raises(Rejected):
        ceremony.seen(places[1], seeds[1], [certs[1], certs[0], certs[2]])
    with pytest.raises(Rejected):
        ceremony.seen(places[1], channel.new_seed(), certs)


def test_k08_letters_that_were_tampered_with(drawing):
    places, seeds, certs, made = drawing
    letters = ceremony.passed_on(made, 2)["secrets"]
    first, second = (channel.Identity.of(seed, scene().group) for seed in seeds[:2])

    def instead(text):
        return refused_of_second(drawing, secrets=[text, *letters[1:]])

    wrong = first.sent(second.encryption, {"secret": "5"})
    assert instead(wrong) == (Rule.THRESHOLD, "trustee 1")
    for text in (
        made[0]["secrets"][2],  # for somebody else
        second.sent(second.encryption, {"secret": "5"}),  # not from the first
        first.sent(second.encryption, {"secret": "x"}),
        first.sent(second.encryption, {"other": "5"}),
        letters[0][:-3] + ("0" if letters[0][-3] != "0" else "1") + letters[0][-2:],  # the tag
        letters[0].replace('"data":"', '"data":"x'),
        "{}",
    ):
        assert instead(text) == (Rule.CHANNEL, "trustee 1")
    letter = written({"recipient": scene().group.text(first.encryption), "message": '{"secret":"5"}'}).decode()
    redirected = channel.encrypted(
        scene().group, second.encryption, written({"message": letter, "signature": first.signature(letter).plain()})
    )  # fmt: skip
    assert instead(written(redirected).decode()) == (Rule.CHANNEL, "trustee 1")
    assert refused_of_second(drawing, signatures=[made[0]["signature"]] * 3)[0] is Rule.THRESHOLD
    assert ceremony.share(places[1], seeds[1], certs, ceremony.passed_on(made, 2))[0] > 0


def test_messages_as_long_as_they_come_are_read_back():
    own = channel.Identity.of("seed", scene().group)
    for length in (1, 65_535, 65_536, 70_000):
        sealed = channel.encrypted(own.group, own.encryption, b"x" * length)
        assert channel.decrypted(own.group, own.receiving, sealed) == b"x" * length


# ─── shares whose proofs are valid and whose factors are not


def test_a17_second_proof_finds_the_factor_that_the_first_does_not(tmp_path):
    """The forgery of Bernhard and others (2012): belenios-tool accepts the share, and then cannot open the tally."""
    it, its = scene().election, scene().group
    total, secret = published_total(), scene().keys.secrets[0]
    key = its.power(its.generator, secret)
    honest = make_share(it, total, secret)
    alpha, nonce, off = total[0][0][0], 4711, its.power(its.generator, 99)
    there = its.power(its.generator, nonce), its.times(its.power(alpha, nonce), off)
    answer = challenge(its, f"decrypt|{it.fingerprint}|{its.text(key)}|{its.text(there[0])},{its.text(there[1])}")
    false = its.times(honest.factors[0][0], its.power(off, pow(answer, -1, int(its.order))))
    proof = Proof(answer, int((nonce - secret * answer) % its.order))
    forged = Share([[false, *honest.factors[0][1:]]], [[proof, *honest.proofs[0][1:]]], honest.bound)
    tally.check_share(it, total, key, forged, fully=False)
    with pytest.raises(Rejected) as refused:
        tally.check_share(it, total, key, forged)
    assert refused.value.rule is Rule.BOUND
    with pytest.raises(Rejected) as refused:
        tally.check_share(it, total, key, share_read(it, taken(honest.payload(its))))
    assert refused.value.rule is Rule.BOUND
    them = events()
    them[place(SHARE)] = (SHARE, owned(1, forged.payload(its)))
    assert rules_of(tmp_path, them) == [Rule.RESULT]
    sides = {1: taken(honest.beside()), 2: taken(make_share(it, total, scene().keys.secrets[1]).beside())}
    assert rules_of(tmp_path, events(), sides=sides) == []
    assert rules_of(tmp_path, events(), sides={1: sides[1]}) == [Rule.BOUND, Rule.TOO_FEW]
    assert rules_of(tmp_path, them, sides=sides)[0] is Rule.BOUND


def test_policy_of_weights(tmp_path):
    made = again(lambda d, t, listed: (d, t, written([f"{row},2" for row in json.loads(listed)])))
    assert rules_of(tmp_path, made, policy=Policy(weights=True)) == []
