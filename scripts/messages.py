"""Collects every sentence that is to be translated, and compiles the Chinese ones. `--check` changes nothing.

Needs gettext's programs (scripts/setup dev). Message ids are English; see docs/house.md and CONTRIBUTING.md.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("changren/locale/zh_Hans/LC_MESSAGES/django.po")
COLLECT = """
import django
from django.core.management import call_command
from django.core.management.commands.makemessages import Command
django.setup()
Command.msgmerge_options = [*Command.msgmerge_options, "--no-fuzzy-matching"]  # a guess is no translation
call_command(Command(), locale=["zh_Hans"], no_obsolete=True, no_location=True, no_wrap=True, verbosity=0)
"""


def collect(root: Path) -> None:
    """Bring the catalogue below `root` up to the sources below `root`, and compile it."""
    catalogue = root / CATALOGUE
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as var:
        environment = os.environ | {
            "PYTHONPATH": str(root), "DJANGO_SETTINGS_MODULE": "changren.site.settings", "CHANGREN_VAR": var,
        }  # fmt: skip
        subprocess.run([sys.executable, "-c", COLLECT], cwd=root / "changren", env=environment, check=True)
    messages = polib.pofile(str(catalogue), wrapwidth=0)
    messages.header, messages.metadata_is_fuzzy = "", False
    for entry in messages:
        if entry.msgid_plural:  # Chinese has one form
            entry.msgstr_plural = {0: entry.msgstr_plural.get(0, "")}
    messages.metadata = {
        "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit", "MIME-Version": "1.0",
        "Language": "zh_Hans", "Plural-Forms": "nplurals=1; plural=0;",
    }  # fmt: skip
    messages.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    messages.save(str(catalogue))
    compiled = catalogue.with_suffix(".mo")
    subprocess.run(["msgfmt", "--check-format", "-o", compiled, catalogue], check=True)


def changes() -> list[str]:
    """The files that `collect` would change."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(ROOT / "changren", copy / "changren", ignore=shutil.ignore_patterns("__pycache__", "vendor"))
        collect(copy)
        return [
            str(path)
            for path in (CATALOGUE, CATALOGUE.with_suffix(".mo"))
            if _bytes(copy / path) != _bytes(ROOT / path)
        ]


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit with 1 if anything would change")
    if not parser.parse_args().check:
        collect(ROOT)
    elif found := changes():
        sys.exit(f"Not up to date: {', '.join(found)}. Run `make messages`.")


if __name__ == "__main__":
    main()
