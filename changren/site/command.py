"""The `changren` command."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "changren.site.settings")


PORT = click.IntRange(1, 65535)


class Commands(click.Group):
    """What is wrong with the installation is said in a sentence, not shown as a trace of our code.

    The commands of sealed ballots are read only when they are asked for: no server needs their arithmetic to start.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), "ballots"])

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name != "ballots":
            return super().get_command(ctx, name)
        from changren.ballots.commands import ballots

        return ballots

    def invoke(self, ctx: click.Context) -> Any:
        from django.core.exceptions import ImproperlyConfigured
        from django.db import OperationalError

        os.umask(0o077)  # database, keys, and what people attach are for our user alone
        try:
            return super().invoke(ctx)
        except ImproperlyConfigured as why:
            raise click.ClickException(str(why)) from why
        except OperationalError as why:
            raise click.ClickException(f"The database does not answer: {why}") from why


@click.group(cls=Commands, help="Changren (常任): a standing congress of delegates.")
def changren() -> None:
    pass


@changren.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=PORT, default=8000, show_default=True, help="Port to listen on.")
@click.option("--example", is_flag=True, help="With the example district (Lucheng, 2010). Never in production.")
def run(host: str, port: int, example: bool) -> None:
    """Prepare the database and serve the pages."""
    if example:
        os.environ["CHANGREN_EXAMPLE"] = "1"
    from changren.site import serving

    serving.prepare(click.echo)
    serving.serve(host, port, click.echo)


@changren.command("new-district")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=PORT, default=8000, show_default=True, help="Port to listen on.")
def new_district(host: str, port: int) -> None:
    """Start an empty real district: prints a link that opens its set-up page once, and serves."""
    from changren.site import serving

    serving.prepare(click.echo)
    from changren.organisation.founding import founded_here
    from changren.site.setup import new_link

    here = founded_here()
    if here:
        raise click.ClickException(
            f"{here} ({here.code}) is in this database already, and one installation serves one district. "
            "For another one set CHANGREN_VAR or CHANGREN_DATABASE."
        )

    click.echo(f"Open this link to set the district up; it works once:\n  http://{host}:{port}{new_link()}")
    serving.serve(host, port, click.echo)


@changren.command()
def check() -> None:
    """Go through the production checklist. Exit status 1 if a point is not in order."""
    _setup()
    from changren.site import checklist

    sys.exit(checklist.go_through(click.echo))


@changren.group()
def audit() -> None:
    """Check the minutes."""


@audit.command("verify")
@click.option("--district", type=int, help="Only this district, by its division code.")
@click.option("--expect", help="A seal that was printed earlier and must still be in the chain.")
def verify(district: int | None, expect: str | None) -> None:
    """Recompute every seal of every chain. Exit status 1 if one does not hold."""
    _setup()
    from changren.site import auditing

    sys.exit(auditing.verify_all(district, expect, click.echo))


@changren.command()
def tick() -> None:
    """Do what the calendar asks: expire what has expired, remind, move dates. The server does it by itself."""
    _setup()
    from changren.site import ticking

    click.echo(f"{ticking.go_round()} things were done.")


@changren.command()
def work() -> None:
    """Do the jobs that are asked for, such as imports and backups, until stopped. With SQLite the server does them."""
    _setup()
    from changren.site import behind

    behind.work_until_told()


ARCHIVE = click.Path(dir_okay=False, path_type=Path)


@changren.command()
@click.argument("file", type=ARCHIVE, required=False)
def backup(file: Path | None) -> None:
    """Back up database and attachments while people work: into FILE, or into the folder of backups."""
    with _refusing():
        from changren.site.backup import making
        from changren.site.behind import GENTLY

        os.nice(GENTLY)

        path, manifest = making.make(making.telling(click.echo), file.absolute() if file else None)
    click.echo(f"{path}: {path.stat().st_size:,} bytes, {len(manifest.files)} files, verified.")
    for code, (number, seal) in manifest.heads.items():
        click.echo(f"  {code}: {number} entries. Seal: {seal}")


@changren.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Restore it beside, verify it, then put it in the place of what is here.")
@click.option("--keep", is_flag=True, help="With --replace: keep what was here for good, not until the next restore.")
@click.option("--goes-on", is_flag=True, help="With --replace: only if nothing was done here since the copy was made.")
def restore(file: Path, replace: bool, keep: bool, goes_on: bool) -> None:
    """Restore a backup into an empty installation of the same version or a newer one. The server must be stopped."""
    with _refusing():
        from changren.site.backup import restoring

        sys.exit(restoring.restore(file.absolute(), click.echo, replace=replace, keep=keep, goes_on=goes_on))


@changren.command()
def drill() -> None:
    """Try to restore the newest backup beside, verify its chains and open its pages. Changes nothing here."""
    with _refusing():
        from changren.site.backup.drill import drill as trial

        found = trial(lambda done, total: click.echo(f"  step {done} of {total}"))
    click.echo("{backup}: restored in {seconds} s, {entries} entries verified, {pages} pages opened.".format(**found))


@changren.command("export-district")
@click.argument("file", type=ARCHIVE, required=False)
@click.option("--district", type=int, help="Which district, by its division code, if there are several.")
def export_district(file: Path | None, district: int | None) -> None:
    """Write a district into one archive that is read without Changren, while people work. Holds personal data."""
    with _refusing():
        from changren.site.backup.making import telling
        from changren.site.behind import GENTLY
        from changren.site.moving.leaving import leave

        os.nice(GENTLY)
        path, manifest = leave(district, file.absolute() if file else None, telling(click.echo))
    told = f"{path.stat().st_size:,} bytes, {sum(manifest.records.values())} records, {len(manifest.files)} files"
    click.echo(f"{path}: {told}, verified.")
    for name in manifest.missing:
        click.echo(f"  Missing or damaged: {name}")
    click.echo("  {code}: {head[0]} entries. Seal: {head[1]}".format(**vars(manifest)))


@changren.command("import-district")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_district(file: Path) -> None:
    """Take the archive of a district into an empty installation of the same version. The server must be stopped."""
    with _refusing():
        from changren.site.moving.arriving import arrive

        arrive(file.absolute(), click.echo)


@changren.command()
@click.option("--host", default="0.0.0.0", show_default=True, help="Address to listen on.")  # noqa: S104  (the hall)
@click.option("--port", type=PORT, default=8000, show_default=True, help="Port to listen on.")
@click.option(
    "--copies",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder on a second disk or a USB stick: a verified copy every minute, and the papers to print.",
)
@click.option("--every", type=click.IntRange(1, 3600), default=60, show_default=True, help="Seconds between copies.")
def hall(host: str, port: int, copies: Path | None, every: int) -> None:
    """Serve the network of the hall from this laptop: prints the address as a QR code, copies itself every minute."""
    from changren.site import hallkit

    hallkit.serve(host, port, copies.absolute() if copies else None, every, click.echo)


@changren.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=PORT, default=8100, show_default=True, help="Port to listen on.")
@click.option("--invent", is_flag=True, help="Let invented people come in and vote, whenever a meeting asks for it.")
def rehearse(host: str, port: int, invent: bool) -> None:
    """Serve a copy of everything, in which anything may be tried; wiped when stopped. Nothing real is touched."""
    with _refusing():
        from changren.site.rehearsal.holding import rehearse as hold

        sys.exit(hold(host, port, click.echo, invent=invent))


@changren.command()
@click.option("--district", type=int, help="Only this district, by its division code.")
def reindex(district: int | None) -> None:
    """Build the index of the search again. People can go on working. Exit status 1 if there is no such district."""
    _setup()
    from changren.search.reindexing import reindex as build

    sys.exit(build(district, click.echo))


@changren.command("verify-ballots")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--facts", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="What was published before."
)
@click.option("--weights", is_flag=True, help="Ballots may have weights.")
@click.option("--old-layout", is_flag=True, help="The key in parts may be as before Belenios 2.5.1.")
@click.option("--processes", type=click.IntRange(1, 64), help="How many at a time; by default one for each core.")
def verify_ballots(file: Path, facts: Path | None, weights: bool, old_layout: bool, processes: int | None) -> None:
    """Verify a sealed election (FILE.bel) by every rule. Needs no database. Exit status 1 if anything is wrong."""
    from changren.ballots.protocol.auditor import audit
    from changren.ballots.protocol.contents import Policy

    policy = Policy(weights=weights, plain_layout=old_layout)
    sys.exit(audit(file, click.echo, policy, facts=facts, processes=processes))


def _setup() -> None:
    import django

    django.setup()


@contextmanager
def _refusing() -> Iterator[None]:
    """A refusal within ends the command with its sentence."""
    _setup()
    from changren.base.acts import Refused

    try:
        yield
    except Refused as why:
        raise click.ClickException(str(why)) from why


if __name__ == "__main__":
    changren()
