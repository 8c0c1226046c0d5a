"""Putting what was restored beside in the place of what is here, at one go. What was here is kept aside.

Files of people never change and never share a name. So those of the backup are added first, which disturbs nobody; the
database changes its name last, and that is the one moment at which the former installation becomes the restored one.
"""

import filecmp
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _
from psycopg import sql

from changren.base.acts import Refused, no
from changren.site.backup import beside, databases
from changren.site.backup.making import sync_folder
from changren.site.serving import close_all

BEFORE, KEPT, NEW = "before-", "kept-", "new_"  # how names begin: what was here, what stays for good, what is not whole


@contextmanager
def new_database(folder: Path) -> Iterator[str]:
    """The address of an empty database that can take the place of ours; what killed restores left goes first."""
    mark = folder.stem.rpartition("-")[2].lower()
    if connection.vendor == "sqlite":
        ours = databases.file()
        for left in ours.parent.glob(f"{ours.name}.{NEW}*"):
            left.unlink()
        with beside.database(ours.with_name(f"{ours.name}.{NEW}{mark}"), "") as address:
            yield address
        return
    beside.drop(*beside.databases_like(NEW))
    with beside.database(folder, f"{NEW}{mark}") as address:
        yield address


def swap(folder: Path, address: str, on: datetime, *, keep: bool) -> Path:
    """Make the installation in `folder` this one; where the former is. keep: for good, else until the next restore."""
    aside: Path = settings.VAR / f"{KEPT if keep else BEFORE}{on:%Y-%m-%dT%H%M%S}"
    aside.mkdir(mode=0o700)
    ours, theirs = settings.MEDIA_ROOT, folder / settings.MEDIA_ROOT.name
    for name in _names(ours):
        _link(ours / name, aside / ours.name / name)
    wanted = _names(theirs)
    with _undone_if_it_fails(ours, aside):
        for name in wanted:
            _add(theirs / name, ours / name)
        close_all()
        (_swap_sqlite if connection.vendor == "sqlite" else _swap_postgres)(address, aside)
    for name in set(_names(ours)) - set(wanted):
        (ours / name).unlink()
    _forget_all_but(aside)
    return aside


@contextmanager
def _undone_if_it_fails(ours: Path, aside: Path) -> Iterator[None]:
    """What was added goes again, and so does what was kept: it is all still here."""
    try:
        yield
    except BaseException:
        for name in set(_names(ours)) - set(_names(aside / ours.name)):
            (ours / name).unlink()
        shutil.rmtree(aside)
        raise


def _names(root: Path) -> list[Path]:
    return sorted(path.relative_to(root) for path in root.rglob("*") if path.is_file())


def _link(path: Path, target: Path) -> None:
    """The same file under another name; a copy, where the disk knows no second names."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, target)
    except OSError:
        shutil.copy2(path, target)


def _add(path: Path, target: Path) -> None:
    """A file of the backup. If it is here already, and is not what it was, it is mended."""
    if target.is_file() and filecmp.cmp(path, target, shallow=False):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    databases.sync(path)
    path.replace(target)
    sync_folder(target.parent)


def _swap_sqlite(address: str, aside: Path) -> None:
    ours, theirs = databases.file(), Path(address)
    for one in (theirs, ours):
        databases.settle(one)
    _link(ours, aside / ours.name)
    shutil.copymode(ours, theirs)
    databases.sync(theirs)
    theirs.replace(ours)
    sync_folder(ours.parent)


def _swap_postgres(address: str, aside: Path) -> None:
    """Both change their names in one transaction, or neither does; nobody may be in them meanwhile."""
    own = connection.settings_dict
    ours, theirs = str(own["NAME"]), address.rpartition("/")[2].partition("?")[0]
    former = f"{ours}_{aside.name}"
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    try:
        with psycopg.connect(host=own["HOST"] or None, port=own["PORT"] or None, user=own["USER"] or None,
                             password=own["PASSWORD"] or None, dbname="postgres") as server:  # fmt: skip
            server.execute(rename.format(sql.Identifier(ours), sql.Identifier(former)))
            server.execute(rename.format(sql.Identifier(theirs), sql.Identifier(ours)))
    except psycopg.Error as why:
        raise Refused(no(_("The databases could not change their names: {why}"), why=str(why).strip())) from why


def _forget_all_but(aside: Path) -> None:
    """What earlier restores kept until this one."""
    for left in settings.VAR.glob(f"{BEFORE}*"):
        if left != aside:
            shutil.rmtree(left)
    if connection.vendor != "sqlite":
        former = f"{connection.settings_dict['NAME']}_{aside.name}"
        beside.drop(*(name for name in beside.databases_like(BEFORE) if name != former))
