"""Django's migrate; it must compare models and migrations as our makemigrations does."""

from django.core.management.commands import migrate

from changren.base.management.commands.makemigrations import WholeTables


class Command(migrate.Command):
    autodetector = WholeTables
