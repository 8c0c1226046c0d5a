"""`changren ballots …`: a sealed election at terminals, without a server: for scrutineers, voters and whoever keeps it.

Everything is a file: the ceremony's folder, the list of credentials, the archive, a ballot, a share.
"""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from changren.ballots import mirroring, table
from changren.ballots.alone import Page
from changren.ballots.protocol import ballots as voting
from changren.ballots.protocol import credentials as tickets
from changren.ballots.protocol import election, plain, tally, trustees
from changren.ballots.protocol.board import Board
from changren.ballots.protocol.channel import new_seed
from changren.ballots.protocol.contents import Policy
from changren.ballots.protocol.groups import group
from changren.ballots.protocol.opening import open_with
from changren.ballots.protocol.vault import SHORTEST, Kept, keep, kept_in
from changren.ballots.protocol.verifier import NONE, Facts
from changren.ballots.refusing import refusing
from changren.ballots.slips import printed

NAME = "BELENIOS-2048"
FILE = click.Path(dir_okay=False, path_type=Path)
THERE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
ASKS = "口令 / Passphrase"


@click.group()
def ballots() -> None:
    """Hold a sealed election at terminals: draw a key, hand out credentials, vote, open."""


ballots.add_command(mirroring.mirror)


@ballots.command()
@click.argument("folder", type=FOLDER)
@click.option("--secret", type=FILE, required=True, help="The scrutineer's own file; it stays on this computer.")
@click.option("--index", type=click.IntRange(1, 100), help="Which scrutineer this is, from 1. Only the first time.")
@click.option("--of", "size", type=click.IntRange(1, 100), help="How many scrutineers there are. Only the first time.")
@click.option("--needed", type=click.IntRange(1, 100), help="How many of them open the election. Only the first time.")
def draw(folder: Path, secret: Path, index: int | None, size: int | None, needed: int | None) -> None:
    """A scrutineer's part in drawing the key: the next step in FOLDER. Again when the others have gone on."""
    with refusing():
        if not secret.exists():
            _begin(secret, index, size, needed)
        folder.mkdir(parents=True, exist_ok=True)
        state = table.go_on(folder, kept_in(secret, click.prompt(ASKS, hide_input=True)))
    for step in state.did:
        click.echo(f"已完成 / done: {step}")
    if state.is_done:
        click.echo(f"密钥已生成 / The key is drawn: {folder / table.DONE}")
        click.echo(f"指纹 / fingerprint: {plain.fingerprint((folder / table.DONE).read_bytes())}")
    else:
        click.echo(f"等待监票人 / waiting for scrutineers: {'、'.join(map(str, state.waits_for))}")


def _begin(secret: Path, index: int | None, size: int | None, needed: int | None) -> None:
    """A new secret file."""
    if index is None or size is None or needed is None or not index <= size or not min(2, size) <= needed <= size:
        raise click.UsageError("--index, --of, --needed: 第一次必须填写且相符 / all three, and fitting, the first time")
    passphrase = click.prompt(f"设置口令，至少{SHORTEST}个字符 / Choose a passphrase of {SHORTEST} characters or more",
                              hide_input=True, confirmation_prompt=True)  # fmt: skip
    if len(passphrase) < SHORTEST:
        raise click.UsageError(f"口令太短，至少{SHORTEST}个字符 / too short")
    keep(secret, Kept(new_seed(), NAME, size, needed, index), passphrase)


@ballots.command("scrutineer-page")
@click.argument("page", type=FILE)
def scrutineer_page(page: Path) -> None:
    """Write the PAGE in which a scrutineer does the same, and opens, in any browser: one file for all of them."""
    from changren.ballots.scrutineer import made

    _page_written(page, made())


@ballots.command()
@click.argument("folder", type=FOLDER)
@click.option("--voters", type=click.IntRange(1, 100_000), required=True, help="How many credentials are made.")
@click.option("--name", required=True, help="What the election is called; it is printed on each slip.")
@click.option("--address", default="", help="Where one votes; it is printed inside each slip.")
def slips(folder: Path, voters: int, name: str, address: str) -> None:
    """Make credentials: FOLDER/slips.html, to be printed and drawn, and FOLDER/credentials.json, to be handed on."""
    its, uuid, own = group(NAME), election.new_uuid(), [tickets.new_credential() for _n in range(voters)]
    roll = tickets.roll([tickets.public_of(one, uuid, its) for one in own], its)
    with refusing():
        folder.mkdir(parents=True, exist_ok=True)
        secret = folder / "slips.html"
        secret.touch(mode=0o600, exist_ok=False)
        secret.write_text(printed(own, name, address), "utf-8")
        (folder / "credentials.json").write_bytes(b'{"uuid":"%s","credentials":%s}' % (uuid.encode(), roll.raw))
    click.echo(f"名册指纹 / Credentials: {plain.fingerprint(roll.raw)}（{len(roll)}）")
    click.echo("打印后请销毁 slips.html / Destroy slips.html when it is printed.")


@ballots.command("slips-page")
@click.argument("page", type=FILE)
def slips_page(page: Path) -> None:
    """Write the PAGE that does the same in any browser, without a network: the same file for every election."""
    from changren.ballots.slips import made

    _page_written(page, made())


def _page_written(file: Path, done: Page) -> None:
    with refusing():
        file.write_bytes(done.page)
    click.echo(f"本页程序的SHA-256 / SHA-256 of its program: {done.script_digest}")


@ballots.command()
@click.argument("archive", type=FILE)
@click.option("--questions", type=THERE, required=True, help="JSON: [{answers, min, max, question}, ...].")
@click.option("--trustees", "trusted", type=THERE, required=True, help="What the ceremony ended in.")
@click.option("--credentials", "listed", type=THERE, required=True, help="From whoever made the slips.")
@click.option("--name", required=True, help="What the election is called.")
def begin(archive: Path, questions: Path, trusted: Path, listed: Path, name: str) -> None:
    """Open an election: a new ARCHIVE. From now on the key and the list of credentials are fixed."""
    with refusing():
        its, raw = group(NAME), trusted.read_bytes()
        asked = [election.Question.of(one) for one in plain.a_list(plain.read(questions.read_bytes()))]
        uuid, publics = plain.fields(plain.read(listed.read_bytes()), "uuid", "credentials")
        key = trustees.read_trustees(raw, its).key
        it = election.describe(plain.a_text(uuid), name, "", (its, key), asked)
        board = Board.begin(archive, it.raw, raw, plain.written(publics), int(time.time()))
    click.echo(f"投票指纹 / Election fingerprint: {it.fingerprint}")
    click.echo(f"名册指纹 / Credentials: {plain.fingerprint(board.found.roll.raw)}（{len(board.found.roll)}）")


@ballots.command()
@click.argument("archive", type=THERE)
@click.argument("ballot", type=FILE)
@click.option("--fingerprint", required=True, help="Of the election, as it was published.")
def vote(archive: Path, ballot: Path, fingerprint: str) -> None:
    """Fill in a ballot of the election in ARCHIVE and write it, sealed, to BALLOT. Nothing else is kept."""
    with refusing():
        found = Board.look(archive)
        it = found.election
        if it.fingerprint != fingerprint:
            raise click.ClickException("投票指纹不符，不要投票 / Another fingerprint: do not vote")
        credential = tickets.normal(click.prompt("凭证 / Credential", hide_input=True))
        if it.group.text(tickets.public_of(credential, it.uuid, it.group)) not in found.roll.weights:
            raise click.ClickException("凭证不在名册中，请核对 / This credential is not in the list")
        raw = voting.cast(it, credential, [_asked(question) for question in it.questions])
        with ballot.open("xb") as file:
            file.write(raw)
    click.clear()  # what was chosen is not for the next one who comes
    click.echo(f"追踪码 / Tracker: {plain.fingerprint(raw)}")


def _asked(question: election.Question) -> list[int]:
    """The answers that are ticked."""
    click.echo(question.text)
    for number, answer in enumerate(question.answers, 1):
        click.echo(f"  {number} {answer}")
    while True:
        typed = click.prompt("  编号，可用空格分开 / numbers", default="", show_default=False)
        chosen = set(typed.split())
        ticked = [int(str(number) in chosen) for number in range(1, len(question.answers) + 1)]
        if sum(ticked) == len(chosen) and sum(ticked) in question.sums:
            return [0] * question.blank + ticked
        click.echo(f"  请选{question.least}至{question.most}项 / {question.least} to {question.most}")


@ballots.command()
@click.argument("archive", type=THERE)
@click.argument("page", type=FILE)
def booth(archive: Path, page: Path) -> None:
    """Write the booth of the election in ARCHIVE: one PAGE for any browser, without a network, that saves ballots."""
    from changren.ballots.booth import made

    with refusing():
        found = Board.look(archive)
        done = made(found.election, found.roll.weights)
    _page_written(page, done)


@ballots.command()
@click.argument("archive", type=THERE)
@click.argument("audit", type=THERE)
def recheck(archive: Path, audit: Path) -> None:
    """Repeat the encryption of a ballot that was to be checked, not cast. Exit status 1 if it differs."""
    with refusing():
        names = ("credential", "choices", "seed", "digest")
        credential, choices, seed, digest = plain.fields(plain.read(audit.read_bytes()), *names)
        it = Board.look(archive).election
        rows = [plain.a_list(row) for row in plain.a_list(choices)]
        try:
            honest = voting.repeats(it, plain.a_text(credential), rows, bytes.fromhex(plain.a_text(seed)), digest)
        except ValueError as why:
            raise click.ClickException(f"检验文件有误 / not in order: {why}") from why
    for question, row in zip(it.questions, rows, strict=True):
        click.echo(f"{question.text} {'、'.join(a for a, ticked in zip(question.answers, row, strict=True) if ticked)}")
    if not honest:
        raise click.ClickException("加密与所选内容不符，请告诉监票人 / It was not encrypted as chosen")
    click.echo("加密与所选内容一致 / It was encrypted as chosen")


@ballots.command()
@click.argument("archive", type=THERE)
@click.argument("sealed", type=THERE, nargs=-1, required=True)
def cast(archive: Path, sealed: tuple[Path, ...]) -> None:
    """Take ballots into the archive. One that is there already counts once."""
    with refusing(), _held(archive) as board:
        for one in sealed:
            click.echo(f"{one.name}: {board.cast(board.checked(one.read_bytes()))}")


@ballots.command()
@click.argument("archive", type=THERE)
@click.option("--find", help="A tracker: is it among those that count? Exit status 1 if not.")
def trackers(archive: Path, find: str | None) -> None:
    """The trackers of the ballots that count, in alphabetical order: each voter finds theirs, nobody learns more."""
    with refusing():
        counted = sorted(one.tracker for one in Board.look(archive).counted)
    if find is None:
        click.echo("\n".join(counted))
    elif "".join(find.split()) in counted:
        click.echo("这张选票计入结果 / This ballot counts.")
    else:
        raise click.ClickException("没有这张选票，请告诉监票人 / There is no such ballot: tell a scrutineer")


@ballots.command()
@click.argument("archive", type=THERE)
def close(archive: Path) -> None:
    """End the voting and publish the encrypted sum."""
    with refusing(), _held(archive) as board:
        board.close()
    click.echo(f"选票 / Ballots: {len(board.found.ballots)}，计票 / counted: {len(board.found.counted)}")


@ballots.command("open")
@click.argument("archive", type=THERE)
@click.argument("share", type=FILE)
@click.option("--secret", type=THERE, required=True, help="The scrutineer's own file.")
@click.option("--folder", type=FOLDER, required=True, help="Of the ceremony.")
@click.option(
    "--fewest", type=click.IntRange(1), default=5, show_default=True, help="Ballots below which nothing opens."
)
@click.option("--facts", type=THERE, help="What was published before.")
def open_(archive: Path, share: Path, secret: Path, folder: Path, fewest: int, facts: Path | None) -> None:
    """A scrutineer's part in opening: verifies all of ARCHIVE, adds up by itself, writes SHARE; one sum ever."""
    with refusing():
        kept = kept_in(secret, click.prompt(ASKS, hide_input=True))
        memory, known = secret.with_name(f"{secret.name}.opened"), Facts.of(facts.read_bytes()) if facts else NONE
        owner, made = open_with(archive, table.secret_of(folder, kept), memory, Policy(fewest=fewest), facts=known)
        its = Board.look(archive).election.group
        share.write_bytes(b'{"owner":%d,"share":%s,"proofs":%s}' % (owner, made.payload(its), made.beside()))
    click.echo(f"监票人{owner}的解密份额 / Share of scrutineer {owner}: {share}")


@ballots.command()
@click.argument("archive", type=THERE)
@click.argument("shares", type=THERE, nargs=-1, required=True)
def result(archive: Path, shares: tuple[Path, ...]) -> None:
    """Take the scrutineers' shares into the archive, and publish the result when they are enough."""
    with refusing(), _held(archive) as board:
        for one in shares:
            owner, payload, proofs = plain.fields(plain.read(one.read_bytes()), "owner", "share", "proofs")
            if owner not in board.shares():
                board.add_share(plain.an_integer(owner), tally.share_read(board.found.election, payload, proofs))
        made = board.publish_result()
    for question, row in zip(board.found.election.questions, made, strict=True):
        click.echo(question.text)
        for answer, times in zip(("空白 / blank",) * question.blank + question.answers, row, strict=True):
            click.echo(f"  {answer}: {times}")


@contextmanager
def _held(archive: Path) -> Iterator[Board]:
    """The election, for this command alone: another one waits."""
    with archive.open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield Board.resume(archive)
