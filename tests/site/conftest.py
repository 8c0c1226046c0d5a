"""What tests of backups and of moving share: places of their own, and the list of migrations."""

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


@pytest.fixture
def places(settings, tmp_path):
    """Attachments and backups of a test go with it."""
    settings.MEDIA_ROOT, settings.BACKUPS = tmp_path / "attached", tmp_path / "backups"


@pytest.fixture
def migrated(transactional_db, settings):
    """The list of migrations, which a database of tests has not."""
    settings.MIGRATION_MODULES = {}
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in MigrationLoader(None).disk_migrations:
        recorder.record_applied(app, name)
    yield
    with connection.schema_editor() as editor:
        editor.delete_model(recorder.Migration)
