"""A district leaves as text, and arrives as it was: on the other database, under another key, or not at all."""

import csv
import fcntl
import io
import json
import re
import threading
from collections import Counter
from datetime import timedelta
from hashlib import sha256
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from changren.base.acts import Refused
from changren.base.documents.models import Attachment
from changren.base.jobs import ask
from changren.base.minutes.models import Chain, Entry
from changren.base.minutes.telling import tell
from changren.base.secrets import digest
from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import District, Tenant
from changren.base.tenancy.scope import within_district
from changren.base.web.models import UnsentText
from changren.organisation import acts, signing
from changren.organisation.models import AccessKey, Person, Post, Role, SignIn, Unit
from changren.organisation.queries import names
from changren.proposals import acts as proposals
from changren.proposals.models import Proposal
from changren.site import auditing
from changren.site.backup.jobs import back_up
from changren.site.moving import arriving, leaving, papers, records, tables
from changren.site.moving.archive import MANIFEST, verify
from changren.site.serving import in_use
from tests import engines, reading_pdf
from tests.apart import own_database, said
from tests.conftest import HERE
from tests.proposals.conftest import ON, PDF, answered, drafted, filed, handed, planned
from tests.search.conftest import found
from tests.world import PASSWORD, hashed

pytestmark = [
    pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("places", "migrated"),
]  # fmt: skip
OTHER = engines.POSTGRES if engines.engine() == engines.SQLITE else engines.SQLITE
PHONE = "13800138000"
STAY = {
    "base.Job", "base.UnsentText", "organisation.AccessKey", "organisation.FailedSignIn", "organisation.PastPassword",
    "organisation.SignIn", "search.DocumentFrequencies", "search.Found",
}  # fmt: skip
ENTRIES, PERSONS, PAPERS, NOTICES = (
    f"data/{kind}.jsonl" for kind in ("base.entry", "organisation.person", "base.attachment", "base.notice")
)


def quiet(done, total):
    pass


def quietly(line):
    pass


@pytest.fixture
def told(here):
    """A district with a tale: a case that was answered, a draft with a paper, a telephone, a moment in microseconds."""
    planned(here, state="published")
    answered(handed(filed(here), here), here)
    draft = drafted(here, 1, kind="suggestion", title="=1+1 的建议")
    proposals.attach(draft, by=here.delegates[1], on=ON, paper=SimpleUploadedFile("照片.pdf", PDF))
    person, officer = here.delegates[0].person, here.posts["district"]
    moment = ON + timedelta(microseconds=123456)
    acts.correct_person(person, by=officer, on=moment, name=person.name, login=person.login, phone=PHONE)
    return here


def files(path):
    """Every file of an archive, by name."""
    with ZipFile(path) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def manifest(path):
    return json.loads(files(path)[MANIFEST])


def data(path):
    """The records of an archive, by kind, line by line."""
    return {name: text.splitlines() for name, text in files(path).items() if name.startswith("data/")}


def emptied(settings, folder):
    """An installation without a district, in the place of this one."""
    call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
    settings.MEDIA_ROOT = folder / "arrived"


def attached(settings):
    return [one.read_bytes() for one in settings.MEDIA_ROOT.rglob("*") if one.is_file()]


@pytest.fixture(scope="module")
def once():
    """The archive that several tests take in, once it was written."""
    return []


@pytest.fixture
def left(request, once, settings, tmp_path):
    """An archive, and an installation without a district."""
    path = tmp_path / "left.zip"
    if not once:
        request.getfixturevalue("told")
        once.append(leaving.leave(None, path, quiet)[0].read_bytes())
    path.write_bytes(once[0])
    emptied(settings, tmp_path)
    return path


@pytest.fixture
def moved(left, settings):
    """The district has arrived under another key: what was said."""
    settings.DATA_KEY = "another key"
    says = []
    arriving.arrive(left, says.append)
    with within_district(HERE):
        yield says


# there and back


def test_history_is_the_same_on_the_other_database_and_back(told, settings, tmp_path):
    seals = list(Entry.objects.order_by("number").values_list("number", "seal"))
    first, second, third = (tmp_path / f"{n}.zip" for n in range(3))
    leaving.leave(None, first, quiet)
    (tmp_path / "there").mkdir()
    with own_database(tmp_path / "there", OTHER) as there:
        told_there = said(there, "changren.site.command", "import-district", str(first))
        assert f"{len(seals)} entries, the chain holds. Seal: {seals[-1][1]}" in told_there
        assert f"Seal: {seals[-1][1]}" in said(there, "changren.site.command", "export-district", str(second))
    emptied(settings, tmp_path)
    arriving.arrive(second, quietly)
    leaving.leave(None, third, quiet)
    assert list(Entry.objects.order_by("number").values_list("number", "seal")) == seals
    assert auditing.verify_all(HERE, seals[-1][1], quietly) == 0
    assert attached(settings) == [PDF]
    assert (data(third), manifest(third)["records"]) == (data(second), manifest(second)["records"])
    differ = [(name, pair) for name in data(first) for pair in zip(data(first)[name], data(second)[name], strict=True)
              if pair[0] != pair[1]]  # fmt: skip
    ((name, (before, after)),) = differ  # the officer, who was given a first password
    changed = before.replace(b'"must_choose_password": false', b'"must_choose_password": true')
    assert (name, after) == ("data/organisation.person.jsonl", changed)
    originals = [
        {name: text for name, text in files(path).items() if name.startswith("files/")} for path in (first, third)
    ]
    assert originals[0] == originals[1] != {}


def test_officer_signs_in_with_the_password_that_was_said_and_nobody_else(moved, on):
    officer = Person.objects.get(posts__role=Role.DISTRICT)
    (line,) = [line for line in moved if officer.login in line]
    assert signing.check(officer.login, line.rpartition(" ")[2], "1.2.3.4", on) == officer
    assert officer.must_choose_password is True
    others = Person.objects.exclude(pk=officer.pk)
    assert {one.has_usable_password() for one in others} == {False}
    assert signing.check(officer.login, PASSWORD, "1.2.3.4", on) is None


def test_telephone_opens_under_the_other_key(moved, on):
    officer = Post.objects.get(role=Role.DISTRICT)
    person = Person.objects.get(phone_digest=digest(PHONE))
    acts.reset_password(person, by=officer, on=on, first_password="ab2d-ef3h-jk4m")
    assert signing.check("138 0013 8000", "ab2d-ef3h-jk4m", "1.2.3.4", on) == person
    assert person.masked_phone == "138****8000"


def test_what_arrived_is_found_and_goes_on(moved, on):
    clerk = Post.objects.select_related(*Post.alongside).filter(role=Role.CLERK).order_by("township__order")[0]
    assert [it.title for it in found(clerk, "上山")["proposals"]] == [Proposal.objects.get(case__isnull=False).title]
    before = Chain.objects.get().number
    acts.add_unit(clerk.township, by=clerk, on=on, name="新站", kind="station", handles=True)
    assert (
        [told.number for told in Entry.objects.order_by("-number")[:1]] == [before + 1] == [Chain.objects.get().number]
    )


@pytest.mark.skipif(engines.engine() == engines.SQLITE, reason="SQLite plans without counting")
def test_database_has_counted_what_arrived(moved):
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'base_entry'::regclass")
        assert cursor.fetchone()[0] == Entry.objects.count()


@pytest.mark.any_engine
@pytest.mark.parametrize("arrives", [[], [b"%PDF-1.4 scratched"]], ids=["lost", "damaged"])
def test_file_that_was_lost_or_damaged_is_named_and_hinders_nothing(told, settings, tmp_path, arrives):
    file = settings.MEDIA_ROOT / Attachment.objects.get().file.name
    file.unlink()
    for content in arrives:
        file.write_bytes(content)
    path, left = leaving.leave(None, tmp_path / "x.zip", quiet)
    assert left.missing == [Attachment.objects.get().file.name]
    emptied(settings, tmp_path)
    says = []
    arriving.arrive(path, says.append)
    assert f"  Missing or damaged, as it was there: {left.missing[0]}" in says
    assert (Attachment.objects.count(), attached(settings)) == (1, arrives)


# what leaves, and what never does


@pytest.mark.any_engine
def test_every_kind_travels_or_says_that_it_stays():
    kinds = {model for model in apps.get_models() if issubclass(model, Tenant)}
    assert {model._meta.label for model in kinds if model.stays} == STAY
    assert set(records.travelling()) == {model for model in kinds if not model.stays} | {District}
    assert len({tables.name_of(model) for model in records.travelling()}) == len(records.travelling())
    keys = [(model, field) for model in kinds for field in model._meta.local_fields]
    assert [str(field) for model, field in keys if not model.stays and isinstance(field, TenantForeignKey)
            and field.related_model.stays] == []  # fmt: skip
    assert [field for _model, field in keys if isinstance(field, models.FileField)] == [
        Attachment._meta.get_field("file")
    ]


@pytest.mark.any_engine
@pytest.mark.parametrize("model", records.travelling(), ids=lambda model: model._meta.label)
def test_every_field_goes_along_or_is_kept_back(model):
    text = io.StringIO()
    records.write(model, [model()], text)
    left_out = {"district", model._meta.pk.name, *getattr(model, "kept_back", ())}
    names = {field.name for field in model._meta.local_fields}
    assert set(json.loads(text.getvalue())["fields"]) == names - left_out
    assert left_out - names == (set() if issubclass(model, Tenant) else {"district"})


@pytest.mark.any_engine
def test_no_secret_leaves(told, settings, tmp_path, on):
    delegate = told.delegates[2]
    acts.choose_password(delegate.person, by=delegate, on=on, password="bu gao su ni 8")
    signing.check(delegate.person.login, "wrong", "1.2.3.4", on)
    signing.begin(delegate.person, "我的手机", on)
    acts.make_key(delegate.person, by=delegate, on=on, name="统计程序", post=delegate, scope="read", rooms=[],
                  per_minute=9, until=on.date() + timedelta(days=9))  # fmt: skip
    UnsentText.objects.create(person_id=delegate.person_id, form="/x/", fields={"text": "还没写完"}, saved_at=on)
    ask(back_up, on=on)
    persons = Person.objects.exclude(phone_digest=None).values_list("phone_digest", flat=True)
    hashes = {text for one in Person.objects.all() for text in (one.password, *(
        past.password for past in one.past_passwords.all()))}  # fmt: skip
    secrets = [*hashes, *persons, *SignIn.objects.values_list("token_digest", flat=True), settings.SECRET_KEY,
               settings.DATA_KEY, "argon2", "pbkdf2", "我的手机", "还没写完", "site.back_up"]  # fmt: skip
    keys = [str(key) for key in AccessKey.objects.values_list("pk", flat=True)]
    inside = files(leaving.leave(None, tmp_path / "x.zip", quiet)[0])
    assert [(secret, name) for secret in secrets for name, text in inside.items() if secret.encode() in text] == []
    lines = [name for key in keys for name, text in inside.items() if key.encode() in text]
    assert set(lines) <= {"data/base.entry.jsonl", "data/base.notice.jsonl"}  # of which the minutes tell
    assert [name for name, text in inside.items() if PHONE.encode() in text] == ["data/organisation.person.jsonl"]


def table(inside, name):
    """A table of an archive: its head and its lines by that head."""
    text = inside[f"tables/{name}.csv"].decode("utf-8-sig")
    assert inside[f"tables/{name}.csv"].startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.any_engine
def test_tables_are_for_people(told, tmp_path):
    path, left = leaving.leave(None, tmp_path / "x.zip", quiet)
    inside = files(path)
    drafts = {row["名称"]: row for row in table(inside, "提案")}
    assert set(drafts) == {"修缮上山村办公场所", "'=1+1 的建议"}
    row = drafts["'=1+1 的建议"]
    assert (row["状态"], row["领衔代表"], row["可以公开"], row["乡"]) == (
        "草稿",
        told.delegates[1].person.name,
        "是",
        told.township.name,
    )
    assert {row["手机号"] for row in table(inside, "人员")} == {"", "138****8000"}
    (paper,) = table(inside, "附件")
    assert (paper["文件名"], inside[paper["file"]]) == ("照片.pdf", PDF)
    minutes = table(inside, "记录")
    assert [int(row["编号"]) for row in minutes] == list(range(1, left.head[0] + 1))
    assert minutes[-1]["操作"] == f"{told.posts['district']}更正了“{told.delegates[0].person.name}”的登记信息"
    assert minutes[-1]["时间"] == "2010-04-01 09:00:00"
    for name, text in inside.items():
        if name.endswith(".csv"):
            cells = [cell for line in csv.reader(io.StringIO(text.decode("utf-8-sig"), newline="")) for cell in line]
            assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == [], name


def test_table_asks_one_question_however_long_it_is(told):
    asked = {}
    for model in records.travelling():
        if model is not Entry:
            with CaptureQueriesContext(connection) as queries:
                tables.write(model, list(tables.complete(model)), io.StringIO())
            asked[model._meta.label] = len(queries)
    assert set(asked.values()) == {1}, asked


@pytest.mark.any_engine
def test_archive_says_what_it_is_and_how_to_check_it(told, tmp_path):
    path, _left = leaving.leave(None, tmp_path / "x.zip", quiet)
    inside = files(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir() if one.name.endswith(".part")] == []
    assert list(inside)[-1] == MANIFEST
    sums = dict(reversed(line.split("  ", 1)) for line in inside["SHA256SUMS"].decode().splitlines())
    assert sums == {name: sha256(text).hexdigest() for name, text in inside.items()
                    if name not in ("SHA256SUMS", MANIFEST)}  # fmt: skip
    last = manifest(path)
    assert (last["code"], last["name"], last["head"]) == (
        HERE,
        "甲区",
        [Chain.objects.get().number, Chain.objects.get().seal],
    )
    assert last["records"]["base.entry"] == Entry.objects.count() == len(data(path)["data/base.entry.jsonl"])
    note = inside["README.txt"].decode()
    assert note.index("手机号码等个人信息") < note.index("personal data")
    assert [word for word in ("sha256sum -c SHA256SUMS", "certutil -hashfile", "附件.csv") if word not in note] == []


def test_people_go_on_working_and_the_archive_is_of_one_moment(told, tmp_path, monkeypatch):
    monkeypatch.setattr(leaving, "EVERY", 1)
    before, seen = Chain.objects.get().number, []

    def work():
        with within_district(HERE):
            acts.add_unit(told.township, by=told.posts["clerk"], on=ON, name="新站", kind="station", handles=True)
            seen.append(Entry.objects.count())
        connection.close()

    def watch(done, total):
        if done == 1:
            hand = threading.Thread(target=work)
            hand.start()
            hand.join(10)

    path, left = leaving.leave(None, tmp_path / "x.zip", watch)
    assert seen == [before + 1]
    assert left.head[0] == before == len(data(path)["data/base.entry.jsonl"])
    assert "新站" not in files(path)["tables/单位.csv"].decode()
    assert Unit.objects.filter(name="新站").exists()


@pytest.mark.any_engine
def test_one_of_several_districts_is_named(told, elsewhere, tmp_path):
    with pytest.raises(Refused, match="330302, 330303"):
        leaving.leave(None, tmp_path / "x.zip", quiet)
    with pytest.raises(Refused, match="没有这个区"):
        leaving.leave(330399, tmp_path / "x.zip", quiet)
    path, _left = leaving.leave(HERE, tmp_path / "x.zip", quiet)
    assert [name for name, text in files(path).items() if "乙区".encode() in text] == []


# what is there to read and print


def bound(path):
    """The papers of an archive, by name."""
    return {name: content for name, content in files(path).items() if name.startswith("papers/")}


def test_matters_terms_and_minutes_are_there_as_papers(told, tmp_path):
    decided = Proposal.objects.get(case__isnull=False)
    there = bound(leaving.leave(None, tmp_path / "x.zip", quiet)[0])
    place = told.township.name
    own = {
        name.removeprefix(f"papers/{place}/"): reading_pdf.text(content)
        for name, content in there.items()
        if place in name
    }
    assert set(own) == {
        f"提案/{decided.serial}.pdf", "届次/第7届-代表名册.pdf", "届次/第7届-代表资格审查报告.pdf",
        "办理记录/2010-1.pdf",
    }  # fmt: skip
    matter, minutes = own[f"提案/{decided.serial}.pdf"], own["办理记录/2010-1.pdf"]
    assert [words for words in (decided.title, decided.grounds, decided.case.answers.get().text) if
            reading_pdf.squeezed(words) not in matter] == []  # fmt: skip
    entries = Entry.objects.filter(township=told.township)
    lines = [f"{one.entry.number}{reading_pdf.squeezed(one.sentence)}" for one in tell(entries, names(entries))]
    bare = re.sub(r"\d{4}-\d\d-\d\d\d\d:\d\d", "", minutes)
    assert [line for line in lines if line not in re.sub(r"—\d+—编号时间事项", "", bare)] == []
    assert Entry.objects.order_by("number").filter(township=told.township).last().seal in minutes
    assert [
        name
        for name, content in there.items()
        if PHONE in reading_pdf.text(content) or "还没写完" in reading_pdf.text(content)
    ] == []


def test_drafts_are_no_papers(told, tmp_path):
    there = bound(leaving.leave(None, tmp_path / "x.zip", quiet)[0])
    assert [name for name, content in there.items() if "1+1的建议" in reading_pdf.text(content)] == []


def test_minutes_are_bound_in_volumes(told, tmp_path, monkeypatch):
    monkeypatch.setattr(papers, "VOLUME", 10)
    steps = []
    path, _left = leaving.leave(None, tmp_path / "x.zip", lambda done, total: steps.append((done, total)))
    by_place = Counter(Entry.objects.values_list("township__name", flat=True))
    volumes = Counter(name.split("/")[1] for name in bound(path) if "/办理记录/" in name)
    assert volumes == {name: -(-n // 10) for name, n in by_place.items()}
    assert steps[-1][0] == steps[-1][1]


@pytest.mark.any_engine
def test_papers_are_the_same_on_the_other_database(told, tmp_path):
    first, second = tmp_path / "1.zip", tmp_path / "2.zip"
    leaving.leave(None, first, quiet)
    (tmp_path / "there").mkdir()
    with own_database(tmp_path / "there", OTHER) as there:
        said(there, "changren.site.command", "import-district", str(first))
        said(there, "changren.site.command", "export-district", str(second))
    same = [name for name in bound(first) if "届次" not in name]  # those are of the day of the archive
    assert len(same) == 2
    assert [name for name in same if bound(first)[name] != bound(second)[name]] == []
    assert bound(first).keys() == bound(second).keys()


def test_paper_that_was_changed_is_found(left):
    inside = files(left)
    name = next(name for name in inside if name.endswith("名册.pdf"))
    with pytest.raises(Refused, match=name):
        arriving.arrive(rewritten(left, (inside | {name: inside[name][:-1] + b"x"}).items()), quietly)


def test_papers_are_not_taken_in(moved, settings):
    assert attached(settings) == [PDF]
    assert Attachment.objects.count() == 1


# what is no archive


def rewritten(path, parts):
    """An archive of these files beside it."""
    other = path.with_name("other.zip")
    with ZipFile(other, "w") as target:
        for name, text in parts:
            target.writestr(name, text)
    return other


def sealed(path, inside, **changed):
    """An archive whose manifest fits these files, and says something else."""
    known = {name: [len(text), sha256(text).hexdigest()] for name, text in inside.items()}
    last = json.dumps(manifest(path) | {"files": known} | changed)
    return rewritten(path, [*inside.items(), (MANIFEST, last)])


def parts(path):
    """All files but the manifest."""
    return {name: text for name, text in files(path).items() if name != MANIFEST}


def cut_off(path):
    return rewritten(path, parts(path).items())


def shortened(path):
    other = path.with_name("other.zip")
    other.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return other


def altered(path):
    inside = files(path)
    return rewritten(path, (inside | {"README.txt": inside["README.txt"][:-1] + b"x"}).items())


def with_a_flipped_byte(path):
    other, content = path.with_name("other.zip"), bytearray(path.read_bytes())
    with ZipFile(path) as whole:
        info = whole.getinfo(ENTRIES)
    content[info.header_offset + 30 + len(ENTRIES) + info.compress_size // 2] ^= 1  # inside, not in its head
    other.write_bytes(content)
    return other


def without_a_file(path):
    return rewritten(path, [(name, text) for name, text in files(path).items() if name != "SHA256SUMS"])


def with_another_file(path):
    return rewritten(path, [("files/other", b"x"), *files(path).items()])


def with_a_way_out(path):
    return sealed(path, {"files/../../out": b"x"} | parts(path))


def with_another_way_out(path):
    return sealed(path, {"/out": b"x"} | parts(path))


def with_a_bomb(path):
    inside = files(path)
    return rewritten(path, (inside | {"README.txt": bytes(10_000_000)}).items())


def with_the_same_name_twice(path):
    with pytest.warns(UserWarning, match="Duplicate"):
        return rewritten(path, [("README.txt", b"x"), *files(path).items()])


def no_archive(path):
    other = path.with_name("other.zip")
    other.write_text("a letter")
    return other


def of_another_format(path):
    return sealed(path, parts(path), format=99)


def of_another_shape(path):
    return sealed(path, parts(path), made_at=5)


def of_something_else(path):
    return rewritten(path, [(MANIFEST, b"[]")])


@pytest.mark.any_engine
@pytest.mark.parametrize("damage", [
    cut_off, shortened, altered, with_a_flipped_byte, without_a_file, with_another_file, with_a_way_out,
    with_another_way_out, with_a_bomb, with_the_same_name_twice, no_archive, of_another_format, of_another_shape,
    of_something_else,
])  # fmt: skip
def test_damaged_archive_is_refused_before_anything_is_touched(left, damage, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(arriving, "in_use", None)  # what comes next
    with pytest.raises(Refused, match=r"other\.zip"):
        arriving.arrive(damage(left), print)
    assert (settings.MEDIA_ROOT.exists(), (tmp_path / "out").exists()) == (False, False)


@pytest.mark.any_engine
def test_bomb_is_refused_unopened(left, monkeypatch):
    bomb, opened, unwatched = with_a_bomb(left), [], ZipFile.open
    monkeypatch.setattr(ZipFile, "open", lambda self, name, *how: opened.append(name) or unwatched(self, name, *how))
    with pytest.raises(Refused, match=r"README\.txt"):
        verify(bomb)
    assert opened == [MANIFEST]


# what does not fit


@pytest.mark.any_engine
@pytest.mark.parametrize(("migrations", "says"), [
    (lambda known: [*known, "base.9999_later"], "更新的版本"), (lambda known: known[1:], "较早的版本"),
])  # fmt: skip
def test_archive_of_another_version_is_refused(left, migrations, says, monkeypatch):
    monkeypatch.setattr(arriving, "in_use", None)
    with pytest.raises(Refused, match=says):
        arriving.arrive(sealed(left, parts(left), migrations=migrations(manifest(left)["migrations"])), print)


def test_installation_that_is_not_empty_is_left_alone(world, left_by_another, dump):
    before = dump()
    with pytest.raises(Refused, match="已经有一个区"):
        arriving.arrive(left_by_another, print)
    assert dump() == before


@pytest.fixture
def left_by_another(world, tmp_path):
    return leaving.leave(None, tmp_path / "x.zip", quiet)[0]


@pytest.mark.any_engine
def test_running_server_is_not_disturbed(left):
    with in_use(fcntl.LOCK_SH), pytest.raises(Refused, match="请先停止服务"):
        arriving.arrive(left, print)
    assert District.objects.count() == 0


def changed(inside, name, line, **fields):
    """These files with other fields in one line of one kind."""
    lines = inside[name].splitlines()
    record = json.loads(lines[line])
    record["fields"] |= fields
    lines[line] = json.dumps(record).encode()
    return inside | {name: b"\n".join(lines)}


def another_act(inside):
    return changed(inside, ENTRIES, 0, act="organisation.close_unit"), {}


def an_entry_less(inside):
    return inside | {ENTRIES: b"\n".join(inside[ENTRIES].splitlines()[:-1])}, {}


def a_notice_less(inside):
    return inside | {NOTICES: b"\n".join(inside[NOTICES].splitlines()[:-1])}, {}


def another_end(inside):
    return inside, {"head": [1, "sha256:0"]}


def another_district(inside):
    return inside, {"code": HERE + 1}


def to_nowhere(inside):
    return changed(inside, PERSONS, 0, township="01a220c4-4161-730d-9110-ed1e4cd47fcf"), {}


def the_same_name_twice(inside):
    login = json.loads(inside[PERSONS].splitlines()[0])["fields"]["login"]
    return changed(inside, PERSONS, 1, login=login), {}


def another_kind(inside):
    return inside | {PAPERS: inside[ENTRIES].splitlines()[0]}, {}


def an_unknown_field(inside):
    return changed(inside, PERSONS, 0, nickname="x"), {}


def another_paper(inside):
    (name,) = [name for name in inside if name.startswith("files/")]
    return inside | {name: b"%PDF-1.4 another page"}, {}


def a_paper_too_many(inside):
    return inside | {"files/330302/other": b"x"}, {}


def no_line_of_json(inside):
    return inside | {PAPERS: b"{"}, {}


@pytest.mark.parametrize("wrong", [
    another_act, an_entry_less, a_notice_less, another_end, another_district, to_nowhere, the_same_name_twice,
    another_kind, an_unknown_field, another_paper, a_paper_too_many, no_line_of_json,
])  # fmt: skip
def test_what_does_not_fit_together_leaves_nothing_behind(left, wrong, settings, dump):
    before = dump()
    inside, said_of_it = wrong(parts(left))
    with pytest.raises(Refused, match="前后不一致"):
        arriving.arrive(sealed(left, inside, **said_of_it), print)
    assert (dump(), attached(settings)) == (before, [])


@pytest.mark.any_engine
def test_kind_that_is_missing_is_refused(left):
    inside = parts(left)
    counts = manifest(left)["records"]
    del counts["base.notice"]
    with pytest.raises(Refused, match="前后不一致"):
        arriving.arrive(sealed(left, inside, records=counts), print)


@pytest.mark.any_engine
def test_what_lies_there_already_is_not_overwritten(left, settings):
    (name,) = [name for name in parts(left) if name.startswith("files/")]
    there = settings.MEDIA_ROOT / name.removeprefix("files/")
    there.parent.mkdir(parents=True)
    there.write_bytes(b"mine")
    with pytest.raises(Refused, match="已经在这里"):
        arriving.arrive(left, print)
    assert (District.objects.count(), there.read_bytes()) == (0, b"mine")


def test_password_that_was_slipped_in_opens_nothing(left, on):
    inside = changed(parts(left), PERSONS, 0, password=hashed(), phone_digest="0" * 64, district=HERE + 1)
    arriving.arrive(sealed(left, inside), quietly)
    with within_district(HERE):
        one = Person.objects.get(pk=json.loads(inside[PERSONS].splitlines()[0])["pk"])
        assert (one.check_password(PASSWORD), one.phone_digest) == (False, None)
