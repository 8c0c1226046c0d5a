"""How commands of this room refuse."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from changren.ballots.protocol.rules import Rejected


@contextmanager
def refusing() -> Iterator[None]:
    """What breaks a rule ends a command with the rule in both languages; so does what cannot be read or written."""
    try:
        yield
    except Rejected as why:
        raise click.ClickException(f"{why.says('zh')} / {why.says('en')}") from why
    except FileExistsError as why:
        raise click.ClickException(f"文件已存在 / There is a file already: {why.filename}") from why
    except OSError as why:
        raise click.ClickException(f"文件无法读写 / It cannot be read or written: {why.filename or why}") from why
