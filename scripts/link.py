"""Puts this checkout on the path of its .venv, with the `changren` command. Run by scripts/setup."""

import sys
import sysconfig
from pathlib import Path

here = Path(__file__).resolve().parent.parent
Path(sysconfig.get_path("purelib"), "changren.pth").write_text(f"{here}\n")
command = Path(sysconfig.get_path("scripts"), "changren")
command.write_text(
    f"""#!{sys.executable}
from changren.site.command import changren

if __name__ == "__main__":
    changren()
"""
)
command.chmod(0o755)
