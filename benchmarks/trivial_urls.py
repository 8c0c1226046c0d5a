"""One view that inserts a row of two columns, and the table for it."""

from typing import Any

from django.db import connection, models
from django.http import HttpResponse
from django.urls import path


class Ballot(models.Model):
    """A row."""

    voter = models.IntegerField()
    choice = models.CharField(max_length=1)

    class Meta:
        app_label = "trivial"


def insert(request: Any) -> HttpResponse:
    """Insert it, and wait until it is on the disk."""
    return HttpResponse(str(Ballot.objects.create(voter=7, choice="Y").pk))


def ready(request: Any) -> HttpResponse:
    """Make the table, if it is not there."""
    if Ballot._meta.db_table not in connection.introspection.table_names():
        with connection.schema_editor() as editor:
            editor.create_model(Ballot)
    return HttpResponse("ok")


urlpatterns = [path("insert", insert), path("healthz", ready)]
