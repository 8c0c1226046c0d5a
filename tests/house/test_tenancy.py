"""The district is the tenant (docs/house.md, section 5): the rules R1 to R9, one after the other."""

from datetime import date
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.db.models import Count
from django.test.utils import CaptureQueriesContext, isolate_apps

from changren.base.minutes.models import Chain, Entry
from changren.base.tenancy.checks import faults, tenancy_rules
from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import TENANT, District, InTownship, Tenant, Township
from changren.base.tenancy.scope import NoDistrict, district_here, within_district
from changren.organisation.models import Person, Post, Role, SignIn, Unit
from tests.conftest import ELSEWHERE, HERE
from tests.house import plan

ACROSS = {  # every use of another manager than the scoped one, and why
    "base/stream/feed.py": (3, "one poller a process listens for all districts; it reads names, never contents"),
    "base/jobs/queue.py": (1, "which districts have a slot's job already: codes, no rows"),
    "base/jobs/worker.py": (1, "which job is due longest; it is taken and done inside its district"),
    "base/tenancy/models.py": (1, "delete() of one row, which names its district"),
    "site/checklist.py": (1, "whether jobs wait too long: a count"),
    "site/backup/state.py": (1, "a backup is of all districts, and so is its trial"),
    "site/backup/restoring.py": (2, "whether every chain ends where it ended in the backup, or goes on from here"),
    "congress/hall/pulses.py": (3, "how many have voted, how many are in which hall: counts for the stream, no names"),
    "casework/queries/clock.py": (3, "in which districts the clock has something to do: codes, no rows"),
    "gallery/queries/clock.py": (1, "the same, for notices whose minute has come"),
    "matters/queries/clock.py": (1, "the same, for cases that were closed and persons to forget"),
    "proposals/queries/signers.py": (1, "the same, for cut-offs that have passed"),
}


def made(name, *bases, kept_as=None, meta=None, **fields):
    """A model as a careless hand might write it."""
    inside = {"__module__": "changren.base.careless", **fields}
    if kept_as:
        inside["kept_as"] = kept_as
    inside["Meta"] = type("Meta", (), {"app_label": "base", **(meta or {})})
    return type(name, bases or (models.Model,), inside)


def rules_broken(model):
    return [fault.id for fault in faults(model)]


# --- R1 to R6: the system checks


@isolate_apps("changren.base")
def test_undeclared_model_is_a_fault():
    assert rules_broken(made("Nothing")) == ["tenancy.E001"]
    assert rules_broken(made("Other", kept_as="somehow")) == ["tenancy.E001"]


@isolate_apps("changren.base")
def test_declared_reference_and_local_models_are_sound():
    assert rules_broken(made("Codes", kept_as="reference")) == []
    assert rules_broken(made("Own", kept_as="local")) == []


@isolate_apps("changren.base")
def test_tenant_by_name_only_is_a_fault():
    without = made("Without", kept_as=TENANT, district=models.ForeignKey(District, models.PROTECT, related_name="+"))
    assert rules_broken(without) == ["tenancy.E002"]


@isolate_apps("changren.base")
def test_tenant_whose_district_may_be_missing_is_a_fault():
    loose = made("Loose", Tenant, kept_as=TENANT)
    loose._meta.get_field("district").null = True
    assert rules_broken(loose) == ["tenancy.E002"]


@isolate_apps("changren.base")
def test_serial_id_is_a_fault():
    serial = made("Serial", Tenant, id=models.BigAutoField(primary_key=True))
    assert rules_broken(serial) == ["tenancy.E003"]


@isolate_apps("changren.base")
def test_composite_primary_key_is_a_fault():
    pair = made("Pair", kept_as="reference", a=models.IntegerField(), pk=models.CompositePrimaryKey("a", "b"),
                b=models.IntegerField())  # fmt: skip
    assert rules_broken(pair) == ["tenancy.E004"]


@isolate_apps("changren.base")
def test_unique_over_all_districts_is_a_fault():
    by_field = made("ByField", Tenant, n=models.IntegerField(unique=True))
    by_one = made("ByOne", Tenant, other=models.OneToOneField(District, models.PROTECT, related_name="+"))
    rule = models.UniqueConstraint(fields=["n", "district"], name="n_first")
    by_rule = made("ByRule", Tenant, n=models.IntegerField(), meta={"constraints": [rule]})
    together = made("Together", Tenant, n=models.IntegerField(), meta={"unique_together": [("district", "n")]})
    assert [rules_broken(one) for one in (by_field, by_one, by_rule, together)] == [["tenancy.E005"]] * 4


@isolate_apps("changren.base")
def test_tenant_without_its_pair_key_is_a_fault():
    bare = made("Bare", Tenant)
    bare._meta.constraints = []
    assert rules_broken(bare) == ["tenancy.E005"]


@isolate_apps("changren.base")
def test_plain_key_between_tenants_is_a_fault():
    plain = made("Plain", Tenant, to=models.ForeignKey(Township, models.PROTECT, related_name="+"))
    assert rules_broken(plain) == ["tenancy.E006"]


@isolate_apps("changren.base")
def test_key_that_the_database_does_not_enforce_is_a_fault():
    loose = made("LooseKey", Tenant, to=TenantForeignKey(Township, related_name="+"))
    assert rules_broken(loose) == []
    loose._meta.constraints = loose._meta.constraints[:1]
    assert rules_broken(loose) == ["tenancy.E006"]


@isolate_apps("changren.base")
def test_many_to_many_between_tenants_is_a_fault():
    many = made("Many", Tenant, to=models.ManyToManyField(Township, related_name="+"))
    assert rules_broken(many) == ["tenancy.E006"]


def test_every_real_model_is_sound():
    assert tenancy_rules(None) == []


def test_every_model_of_ours_is_declared():
    kinds = {model._meta.label: getattr(model, "kept_as", None) for model in apps.get_models()}
    assert {label for label, kind in kinds.items() if kind == "reference"} == {"base.District"}
    assert {label for label, kind in kinds.items() if kind is None} == set()


def test_keys_of_rows_sort_by_time_and_are_no_serials():
    assert {model._meta.pk.get_internal_type() for model in apps.get_models() if issubclass(model, Tenant)} == {
        "UUIDField"
    }


# --- R8: scope


def test_query_without_a_scope_raises(db):
    for ask in (Person.objects.all, Person.objects.count, Person.objects.create, lambda: Person().save()):
        with pytest.raises(NoDistrict):
            ask()
    with pytest.raises(NoDistrict):
        district_here()


def test_scopes_nest_and_end():
    with within_district(1):
        with within_district(2) as inner:
            assert (inner, district_here()) == (2, 2)
        assert district_here() == 1
    with pytest.raises(NoDistrict):
        district_here()


def test_scope_ends_with_an_error():
    with pytest.raises(ZeroDivisionError), within_district(1):
        1 / 0  # noqa: B018
    with pytest.raises(NoDistrict):
        district_here()


def test_rows_of_another_district_are_invisible(world, elsewhere):
    theirs = elsewhere.officer
    assert Person.objects.filter(pk=theirs.person_id).count() == 0
    with pytest.raises(Person.DoesNotExist):
        Person.objects.get(pk=theirs.person_id)
    assert Post.objects.filter(person__name=theirs.person.name).count() == 0
    assert Unit.objects.filter(posts__person=theirs.person_id).count() == 0
    assert Person.objects.aggregate(n=Count("posts"))["n"] == Post.every_district.filter(district=HERE).count()
    assert {post.district_id for unit in Unit.objects.prefetch_related("posts") for post in unit.posts.all()} == {HERE}
    assert theirs.unit.posts.count() == 0  # a row of theirs, asked from here
    with pytest.raises(Person.DoesNotExist):
        Post.every_district.get(pk=theirs.pk).person  # noqa: B018
    with pytest.raises(Post.DoesNotExist):
        theirs.refresh_from_db()


def test_rows_of_another_district_cannot_be_changed_from_here(world, elsewhere):
    theirs = elsewhere.officer
    theirs.title = "taken"
    with pytest.raises(DatabaseError), transaction.atomic():
        theirs.save()
    theirs.delete()
    assert Post.objects.filter(pk=theirs.pk).update(title="taken") == 0
    assert Post.every_district.get(pk=theirs.pk).title == ""


def test_new_row_takes_the_district_it_is_made_in(world):
    here = Unit.objects.create(township=world.here.township, name="x", kind=Unit.Kind.OFFICE)
    many = Unit.objects.bulk_create([Unit(township=world.here.township, name="y", kind=Unit.Kind.OFFICE)])
    assert [here.district_id, many[0].district_id] == [HERE, HERE]


def test_other_managers_are_used_where_it_was_reviewed():
    found = {plan.name_of(path): n for path in plan.sources() if (n := uses_across(path))}
    assert found == {name: n for name, (n, _reason) in ACROSS.items()}


def uses_across(path):
    """How often a file takes a manager that is not scoped; `every_district.none()`, an empty choice, is none."""
    nodes = [node for node in plan.ast.walk(plan.tree(path)) if isinstance(node, plan.ast.Attribute)]
    nothing = {id(node.value) for node in nodes if node.attr == "none"}
    return sum(node.attr in ("every_district", "_base_manager") and id(node) not in nothing for node in nodes)


# --- R7: a row never moves


def test_save_never_moves_a_row(world, elsewhere):
    unit = world.here.units["office"]
    unit.district_id = ELSEWHERE
    with pytest.raises(DatabaseError), transaction.atomic():
        unit.save()
    where = Unit.every_district.filter(pk=unit.pk).values_list("district_id", flat=True)
    assert list(where) == [HERE]


def test_save_writes_all_columns_but_the_district(world):
    unit = world.here.units["office"]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        unit.save()
    sql = asked.captured_queries[-1]["sql"]
    changed, where = sql.split(" WHERE ")
    assert sql.startswith("UPDATE") and '"district_id" =' not in changed and '"district_id" =' in where


def test_update_refuses_another_district(world):
    for change in ({"district": ELSEWHERE}, {"district_id": ELSEWHERE}, {"district_id": HERE}):
        with pytest.raises(ValueError, match="never moves"):
            Unit.objects.update(**change)


def test_row_that_is_gone_is_not_inserted_again(world):
    unit = Unit.objects.create(township=world.here.township, name="gone", kind=Unit.Kind.OFFICE)
    Unit.objects.filter(pk=unit.pk).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        unit.save()
    assert not Unit.objects.filter(name="gone").exists()


# --- R6: the database itself refuses


@pytest.mark.parametrize("model", [m for m in apps.get_models() if issubclass(m, Tenant)], ids=lambda m: m._meta.label)
def test_every_key_between_tenants_is_enforced_in_pairs(model, db):
    with connection.cursor() as cursor:
        found = pairs_in_the_database(cursor, model._meta.db_table)
    wanted = {
        (field.column, field.related_model._meta.db_table)
        for field in model._meta.local_fields
        if isinstance(field, TenantForeignKey)
    }
    assert found == wanted


def pairs_in_the_database(cursor, table):
    """(column, parent) of every foreign key of a table that also compares the district."""
    if connection.vendor == "sqlite":
        keys: dict[int, list] = {}
        for row in cursor.execute(f'PRAGMA foreign_key_list("{table}")').fetchall():
            keys.setdefault(row[0], []).append((row[2], row[3], row[4]))
        pairs = [
            (parent, frozenset((ours, theirs) for _table, ours, theirs in columns))
            for columns in keys.values()
            for parent in {columns[0][0]}
        ]
    else:
        cursor.execute(
            "SELECT c.oid, p.relname, a.attname, b.attname FROM pg_constraint c JOIN pg_class p ON p.oid = c.confrelid "
            "CROSS JOIN unnest(c.conkey, c.confkey) AS k(mine, theirs) "
            "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.mine "
            "JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = k.theirs "
            "WHERE c.conrelid = %s::regclass AND c.contype = 'f' AND c.conparentid = 0",
            [f'"{table}"'],
        )
        found: dict[tuple, set] = {}
        for oid, parent, ours, theirs in cursor.fetchall():
            found.setdefault((oid, parent), set()).add((ours, theirs))
        pairs = [(parent, frozenset(columns)) for (_oid, parent), columns in found.items()]
    return {
        (next(ours for ours, _ in columns if ours != "district_id"), parent)
        for parent, columns in pairs
        if ("district_id", "district_id") in columns and len(columns) == 2
    }


def points_elsewhere(world, elsewhere):
    """Rows of this district that point at a row of the other one."""
    mine, theirs = world.here, elsewhere.here
    today = date(2010, 4, 1)
    return {
        "township": Unit(district_id=HERE, township_id=theirs.township.pk, name="x", kind=Unit.Kind.OFFICE),
        "person": Post(
            district_id=HERE, township=mine.township, person_id=theirs.posts["clerk"].person_id, role=Role.CLERK,
            since=today,
        ),
        "unit": Post(
            district_id=HERE, township=mine.township, person=mine.posts["clerk"].person, role=Role.HEAD, since=today,
            unit_id=theirs.units["office"].pk,
        ),
        "nowhere": Unit(district_id=HERE, township_id=uuid4(), name="x", kind=Unit.Kind.OFFICE),
    }  # fmt: skip


@pytest.mark.parametrize("which", ["township", "person", "unit", "nowhere"])
def test_database_refuses_a_row_that_points_into_another_district(which, world, elsewhere):
    with pytest.raises(IntegrityError), transaction.atomic():
        points_elsewhere(world, elsewhere)[which].save()
        connection.check_constraints()


def test_database_refuses_to_move_a_row_behind_our_back(world, elsewhere):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE organisation_unit SET district_id = {ELSEWHERE} WHERE district_id = {HERE}")
        connection.check_constraints()


def test_constraint_tells_a_form_before_the_database_does(world, elsewhere):
    from django.core.exceptions import ValidationError

    for which in ("township", "person", "unit"):
        row = points_elsewhere(world, elsewhere)[which]
        setattr(row, which, getattr(elsewhere.here.posts["clerk"], which) if which != "township" else elsewhere.level)
        with pytest.raises(ValidationError, match="another district"):
            row.validate_constraints()


# --- R6 and R10: joins compare the district


def joins_of(queryset):
    """The conditions of the joins in the SQL of a queryset."""
    sql = str(queryset.query)
    return [part.split(")")[0] for part in sql.split(" ON (")[1:]]


@pytest.mark.parametrize(
    "ask",
    [
        lambda: Post.objects.select_related("person", "unit", "township", "person__township"),
        lambda: Post.objects.filter(unit__township__name="x", person__township__order=1),
        lambda: Unit.objects.filter(posts__person__name="x"),
        lambda: Unit.objects.annotate(n=Count("posts")),
        lambda: Unit.objects.exclude(posts__person__name="x").values("township__name"),
        lambda: SignIn.objects.select_related("post__unit", "person__township").order_by("post__unit__name"),
        lambda: Entry.objects.filter(township__kind="district"),
    ],
    ids=["forward", "filter", "reverse", "count", "exclude", "deep", "entries"],
)
def test_joins_compare_the_district(ask, world):
    joins = joins_of(ask())
    assert joins
    assert [join for join in joins if '"district_id" = "' not in join and '."district_id" = ' not in join] == []


def test_related_rows_are_asked_for_with_the_district(world):
    post = Post.objects.get(pk=world.officer.pk)
    with CaptureQueriesContext(connection) as asked:
        post.person  # noqa: B018
        list(post.unit.posts.all())
        list(Unit.objects.prefetch_related("posts__person"))
        post.refresh_from_db()
    assert [query["sql"] for query in asked if '"district_id" = ' not in query["sql"]] == []


def test_one_row_is_deleted_with_its_district(world, on):
    session = SignIn.objects.create(person=world.officer.person, token_digest="x", began_at=on, seen_at=on)
    with CaptureQueriesContext(connection) as asked:
        session.delete()
    (query,) = asked.captured_queries
    assert query["sql"].startswith("DELETE") and '"district_id" = ' in query["sql"]


def test_every_index_and_unique_key_begins_with_the_district():
    loose = []
    for model in apps.get_models():
        if issubclass(model, Tenant):
            keys = [*model._meta.indexes, *(c for c in model._meta.constraints if hasattr(c, "fields"))]
            loose += [f"{model._meta.label}.{key.name}" for key in keys if next(iter(key.fields)) != "district"]
            loose += [f"{model._meta.label}.{field.name}" for field in model._meta.local_fields if field.db_index
                      and not field.primary_key and not isinstance(field, TenantForeignKey)]  # fmt: skip
    assert loose == []


def test_township_is_its_own_township(world):
    township = world.here.township
    assert (township.township, township.township_id) == (township, township.pk)
    assert [issubclass(model, InTownship) for model in (Unit, Person, Post, Entry, Chain)] == [True] * 4 + [False]
