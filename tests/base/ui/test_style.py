"""The stylesheet: complete, its colours readable, and nothing in it that an old browser or the policy would refuse."""

import base64
import hashlib
import re
import tomllib

import pytest

from changren.base.ui import style
from tests.base.ui import colours

CODE = style.HERE.parents[1]
ROOT = CODE.parent
VENDORED = tomllib.loads((CODE / "base/static/vendor/VENDORED.toml").read_text("utf-8"))
OURS = sorted(path for path in style.HERE.rglob("*.css") if path.parent.name != "vendor")
SCRIPTS = sorted((CODE / "base/static").rglob("*.js"))

TOO_NEW = {  # what the browsers inside old telephones do not know
    "@container", "@layer", ":has(", ":is(", ":where(", "color-mix(", "inset:", "aspect-ratio", "clamp(", "min(",
    "max(",
}  # fmt: skip


def test_stylesheet_holds_every_file_once():
    text = style.stylesheet()
    counts = {path.relative_to(style.HERE).as_posix(): text.count(path.read_text("utf-8")) for path in OURS}
    assert counts == dict.fromkeys(counts, 1)
    assert text.startswith((style.HERE / "vendor/reboot.css").read_text("utf-8")[:200])


def test_every_control_has_its_own_style():
    folders = {path.parent for path in style.HERE.glob("*/*.html")}
    without = [folder.name for folder in folders if not (folder / f"{folder.name}.css").exists()]
    assert without == []


@pytest.mark.parametrize("path", [*OURS, style.HERE / "vendor/reboot.css", *SCRIPTS], ids=lambda path: path.name)
def test_nothing_is_fetched_from_elsewhere(path):
    addresses = re.findall(r"\w*://[^\s\"')]*", path.read_text("utf-8"))
    assert [address for address in addresses if not address.startswith("http://www.w3.org/")] == []


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_style_is_understood_by_old_browsers(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.S)
    assert [word for word in TOO_NEW if re.search(rf"(?<![\w-]){re.escape(word)}", text)] == []
    assert re.findall(r"(?<![\w-])gap:", text) == []  # between flex items only since Chrome 84; grids use grid-gap
    assert "&" not in text  # nesting


def test_dark_colours_stand_twice_and_alike():
    assert colours.block(':root:not([data-theme="light"])') == colours.DARK
    assert colours.DARK.keys() == colours.LIGHT.keys()


@pytest.mark.parametrize("theme", ["LIGHT", "DARK"])
def test_colours_have_contrast(theme):
    have = getattr(colours, theme)
    faint = [pair for pair in colours.READ if colours.contrast(have[pair[0]], have[pair[1]]) < 4.5]
    faint += [pair for pair in colours.SEEN if colours.contrast(have[pair[0]], have[pair[1]]) < 3]
    assert faint == []


def test_design_page_gives_the_true_contrasts():
    assert colours.table() in colours.DESIGN.read_text("utf-8")


def test_vendored_files_are_what_was_vendored():
    for package in VENDORED["package"]:
        for file in package["file"]:
            digest = base64.b64encode(hashlib.sha384((ROOT / file["to"]).read_bytes()).digest()).decode()
            assert (file["to"], f"sha384-{digest}") == (file["to"], file["sha384"])


def test_version_changes_with_the_text():
    assert style.version() == hashlib.sha256(style.stylesheet().encode()).hexdigest()[:12]
