"""The migrations are complete, and lead to the models and back again, on every engine (R14)."""

import json

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from changren.base.tenancy.models import Tenant
from tests import engines
from tests.apart import own_database, said

TOKENS = {f"search_tokens{part}" for part in ("", "_config", "_data", "_docsize", "_idx")}  # FTS5, beside our own


def test_migrations_are_complete(db):
    with override_settings(MIGRATION_MODULES={}):
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_migrations_lead_there_and_back_and_there_again(tmp_path):
    with own_database(tmp_path) as environment:
        first, none, again = json.loads(said(environment, "tests.house.back_and_forth").splitlines()[-1])
    tables = {model._meta.db_table for model in apps.get_models() if model.__module__.startswith("changren.")}
    assert set(first) == tables | (TOKENS if engines.engine() == engines.SQLITE else set())
    assert none == []
    assert again == first


@pytest.mark.skipif(engines.engine() == engines.SQLITE, reason="SQLite has no partitions")
def test_tenant_tables_are_split_on_partitions_only(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT inhparent::regclass::text, count(*) FROM pg_inherits JOIN pg_class ON oid = inhrelid "
                       "WHERE relkind = 'r' GROUP BY 1")  # fmt: skip
        found = dict(cursor.fetchall())
    tenants = {model._meta.db_table for model in apps.get_models() if issubclass(model, Tenant)}
    split = tenants if engines.engine() == engines.PARTITIONED else set()
    assert found == dict.fromkeys(split, engines.PARTITIONS)
