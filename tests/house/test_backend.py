"""What the database backend tells PostgreSQL, laid out plainly, in partitions and on Citus (R3, R6, R14).

The statements are those of the real migrations. Nothing is sent: no server is needed to read them.
"""

import re
from functools import cache

import pytest
from django.apps import apps
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.test import override_settings
from psycopg.sql import Literal

from changren.base.tenancy.fields import TenantFKConstraint, TenantForeignKey
from changren.base.tenancy.models import Tenant
from changren.base.tenancy.postgres.base import CITUS, PARTITIONS, PLAIN, DatabaseWrapper

PARTS = 4
TENANTS = sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, Tenant))


def connection(layout):
    """A connection that is never opened."""
    asked = {
        "ENGINE": "changren.base.tenancy.postgres", "NAME": "nowhere",
        "USER": "", "PASSWORD": "", "HOST": "", "PORT": "",
        "OPTIONS": {}, "AUTOCOMMIT": True, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False, "TIME_ZONE": None,
        "LAYOUT": layout, "PARTITIONS": PARTS, "TEST": {},
    }  # fmt: skip
    made = DatabaseWrapper(asked, alias="default")
    made.pg_version = 150000
    made.ops.compose_sql = filled_in
    return made


def filled_in(text, params):
    """The statement with its values, as the driver would write them; the driver's own way asks the server."""
    return text % tuple(Literal(value).as_string(None) for value in params) if params else text


@cache
def loaded():
    with override_settings(MIGRATION_MODULES={}):  # the tests themselves run without them
        return MigrationLoader(None)


@cache
def statements(layout):
    """Everything the real migrations say, in order."""
    said = []
    loader = loaded()
    state = loader.project_state([])
    for key in loader.graph._generate_plan(loader.graph.leaf_nodes(), at_end=True):
        with connection(layout).schema_editor(collect_sql=True, atomic=False) as editor:
            state = loader.graph.nodes[key].apply(state, editor, collect_sql=True)
        said += editor.collected_sql
    return tuple(said)


def said_of(layout, operation):
    """What one operation on the finished models says."""
    state = loaded().project_state(loaded().graph.leaf_nodes())
    after = state.clone()
    operation.state_forwards("organisation", after)
    with connection(layout).schema_editor(collect_sql=True, atomic=False) as editor:
        operation.database_forwards("organisation", editor, state, after)
    forwards = editor.collected_sql
    if isinstance(operation, migrations.AddField):
        return forwards, []  # taking a column away asks the server what hangs on it
    with connection(layout).schema_editor(collect_sql=True, atomic=False) as editor:
        operation.database_backwards("organisation", editor, after, state)
    return forwards, editor.collected_sql


def creation(layout, table):
    """The CREATE TABLE of a table, and its place among the statements."""
    start = f'CREATE TABLE "{table}" ('
    ((place, sql),) = [(n, sql) for n, sql in enumerate(statements(layout)) if sql.startswith(start)]
    return place, sql


def test_plain_layout_is_djangos_own():
    strange = [table for table in TENANTS if '"id" uuid NOT NULL PRIMARY KEY' not in creation(PLAIN, table)[1]]
    assert strange == []
    assert not [one for one in statements(PLAIN) if re.search("PARTITION|distributed|reference_table|citus", one)]


def test_partitions_split_every_tenant_table_at_once():
    for table in TENANTS:
        place, sql = creation(PARTITIONS, table)
        assert sql.endswith(', PRIMARY KEY ("district_id", "id")) PARTITION BY HASH ("district_id");')
        assert '"id" uuid NOT NULL,' in sql
        assert list(statements(PARTITIONS)[place + 1 : place + 1 + PARTS]) == [
            f'CREATE TABLE "{table}_p{n}" PARTITION OF "{table}" FOR VALUES WITH (MODULUS {PARTS}, REMAINDER {n});'
            for n in range(PARTS)
        ]


def test_citus_distributes_every_tenant_table_before_its_keys():
    for table in TENANTS:
        place, sql = creation(CITUS, table)
        assert '"id" uuid NOT NULL PRIMARY KEY' in sql
        assert list(statements(CITUS)[place + 1 : place + 4]) == [
            f'ALTER TABLE "{table}" DROP CONSTRAINT "{table}_pkey";',
            f'ALTER TABLE "{table}" ADD PRIMARY KEY ("district_id", "id");',
            f"SELECT create_distributed_table('{table}', 'district_id');",
        ]


def test_citus_replicates_the_district_table():
    place, _sql = creation(CITUS, "base_district")
    assert statements(CITUS)[place + 1] == "SELECT create_reference_table('base_district');"
    assert creation(PARTITIONS, "base_district")[1].endswith(");")
    assert [sql for sql in statements(CITUS) if "reference_table" in sql] == [statements(CITUS)[place + 1]]


@pytest.mark.parametrize("layout", [PLAIN, PARTITIONS, CITUS])
def test_foreign_keys_and_indexes_come_after_the_table_is_split(layout):
    for table in TENANTS:
        ready = creation(layout, table)[0] + {PLAIN: 0, PARTITIONS: PARTS, CITUS: 3}[layout]
        extra = rf'ALTER TABLE "{table}" ADD CONSTRAINT|CREATE.* INDEX .* ON "{table}"'
        later = [n for n, sql in enumerate(statements(layout)) if re.match(extra, sql)]
        assert later
        assert min(later) > ready


@pytest.mark.parametrize("layout", [PLAIN, PARTITIONS, CITUS])
def test_every_key_between_tenants_is_a_pair(layout):
    keys = [sql for sql in statements(layout) if "FOREIGN KEY" in sql]
    pair = re.compile(r'FOREIGN KEY \("district_id", "\w+"\) REFERENCES "\w+" \("district_id", "id"\)')
    single = [sql for sql in keys if not pair.search(sql)]
    assert len(keys) > len(single) > 0
    assert [sql for sql in single if 'REFERENCES "base_district" ("code")' not in sql] == []


@pytest.mark.parametrize("layout", [PLAIN, PARTITIONS, CITUS])
def test_every_unique_key_begins_with_the_district(layout):
    uniques = re.findall(r"UNIQUE (?:INDEX \S+ ON \S+ )?\(([^)]*)\)", "\n".join(statements(layout)))
    assert uniques
    assert [one for one in uniques if not one.startswith('"district_id"')] == []


def test_citus_migrations_modify_shards_one_after_the_other(db):
    """Without it a migration that touches a reference table and a distributed one fails."""
    first_words = {}
    for layout in (PLAIN, PARTITIONS, CITUS):
        with connection(layout).schema_editor(collect_sql=True) as editor:
            first_words[layout] = editor.collected_sql
    sequential = "SET LOCAL citus.multi_shard_modify_mode TO 'sequential';"
    assert first_words == {PLAIN: [], PARTITIONS: [], CITUS: [sequential]}


@pytest.mark.parametrize("layout", [PLAIN, PARTITIONS, CITUS])
def test_added_field_has_no_foreign_key_of_its_own(layout):
    above = TenantForeignKey("organisation.unit", null=True, related_name="+")
    forwards = said_of(layout, migrations.AddField("unit", "above", above))[0]
    assert forwards[0] == 'ALTER TABLE "organisation_unit" ADD COLUMN "above_id" uuid NULL;'
    assert [sql for sql in forwards if "REFERENCES" in sql] == []


@pytest.mark.parametrize("layout", [PLAIN, PARTITIONS, CITUS])
def test_added_constraint_is_a_pair_and_can_be_taken_away(layout):
    operation = migrations.AddConstraint("post", TenantFKConstraint(field="unit", name="again"))
    forwards, backwards = said_of(layout, operation)
    assert forwards == [
        'ALTER TABLE "organisation_post" ADD CONSTRAINT "again" FOREIGN KEY ("district_id", "unit_id") '
        'REFERENCES "organisation_unit" ("district_id", "id") DEFERRABLE INITIALLY DEFERRED;'
    ]
    assert backwards == ['ALTER TABLE "organisation_post" DROP CONSTRAINT "again";']


@pytest.mark.parametrize("layout", [PLAIN, PARTITIONS, CITUS])
def test_added_index_is_an_ordinary_one(layout):
    operation = migrations.AddIndex("unit", models.Index(fields=["district", "name"], name="unit_by_name"))
    forwards, backwards = said_of(layout, operation)
    assert forwards == ['CREATE INDEX "unit_by_name" ON "organisation_unit" ("district_id", "name");']
    assert backwards == ['DROP INDEX IF EXISTS "unit_by_name";']


def test_groups_name_every_column():
    """The key in the database is (district_id, id), so GROUP BY id alone would be refused."""
    assert connection(PLAIN).features.allows_group_by_selected_pks is False
