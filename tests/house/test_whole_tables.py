"""A new table is created whole: its keys and indexes inside its creation."""

from django.db import models
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.loader import MigrationLoader
from django.test import override_settings

from changren.base.management.commands.makemigrations import whole
from changren.base.tenancy.fields import TenantFKConstraint

FIELDS = [("id", models.UUIDField(primary_key=True)), ("district", models.IntegerField()), ("n", models.IntegerField())]
UNIQUE = models.UniqueConstraint(fields=["district", "n"], name="unique_n")
LATER = TenantFKConstraint(field="head", name="head")
INDEX = models.Index(fields=["-n"], name="by_n")


def test_constraints_and_indexes_go_into_the_creation():
    create = CreateModel("Thing", FIELDS, options={"constraints": [], "ordering": ["n"]})
    assert whole([create, AddConstraint("thing", UNIQUE), AddIndex("thing", INDEX)]) == [create]
    assert create.options == {"constraints": [UNIQUE], "indexes": [INDEX], "ordering": ["n"]}


def test_what_needs_a_later_field_stays_behind_it():
    create = CreateModel("Thing", FIELDS, options={})
    field = AddField("thing", "head", models.UUIDField(null=True))
    constraint = AddConstraint("thing", LATER)
    assert whole([create, field, constraint]) == [create, field, constraint]
    assert create.options == {}


def test_tables_of_another_migration_are_left_alone():
    operations = [AddConstraint("other", UNIQUE), AddIndex("other", INDEX)]
    assert whole(operations) == operations


def test_our_migrations_were_made_so():
    with override_settings(MIGRATION_MODULES={}):
        nodes = MigrationLoader(None).graph.nodes
    for (app, name), migration in nodes.items():
        if name == "0001_initial" and migration.__module__.startswith("changren."):
            assert whole(list(migration.operations)) == list(migration.operations), app
