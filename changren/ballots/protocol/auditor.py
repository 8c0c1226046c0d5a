"""The report of an audit, for scrutineers and for anybody who doubts: in Chinese and in English, on a terminal."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from changren.ballots.protocol import archive
from changren.ballots.protocol.board import sides_of
from changren.ballots.protocol.contents import Contents, Policy
from changren.ballots.protocol.keys import short_name
from changren.ballots.protocol.plain import fingerprint
from changren.ballots.protocol.rules import Rejected
from changren.ballots.protocol.verifier import NONE, Facts, Report, verify, voters

PHASES = {
    archive.SETUP: ("尚无选票", "no ballots yet"), archive.BALLOT: ("投票进行中", "voting is open"),
    archive.END: ("投票已结束", "voting is over"), archive.TALLY: ("已公布加密合计", "the encrypted sum is published"),
    archive.SHARE: ("监票人正在开票", "trustees are opening it"),
    archive.RESULT: ("已公布结果", "the result is published"),
}  # fmt: skip
Say = Callable[[str], Any]


def audit(path: Path, say: Say, policy: Policy, *, facts: Path | None = None, processes: int | None = None) -> int:
    """Verify the archive and say what was found; 0 if all holds, else 1. facts: a file of what was published before."""
    began = time.monotonic()
    try:
        report = verify(
            path, policy, facts=Facts.of(facts.read_bytes()) if facts else NONE, sides=sides_of(path),
            watch=_bar(), processes=processes,
        )  # fmt: skip
    except Rejected as why:
        report = Report(failures=[why])
    for line in told(report, path):
        say(line)
    say(f"用时 / Time: {time.monotonic() - began:.1f} s")
    return 0 if report.holds else 1


def told(report: Report, path: Path) -> Iterator[str]:
    """The lines of the report."""
    yield f"文件 / File: {path.name}"
    if report.found is not None:
        yield from _election(report.found)
        yield from _count(report, report.found)
    if report.holds:
        yield "结论：全部检查通过。"
        yield "Conclusion: all checks passed."
        return
    yield f"结论：发现 {len(report.failures)} 处问题，本存档不可采信。"
    yield f"Conclusion: {len(report.failures)} problems. This archive cannot be relied on."
    for why in report.failures:
        yield f"  ✗ {why.says('zh')}"
        yield f"    {why.says('en')}"


def _election(found: Contents) -> Iterator[str]:
    it = found.election
    yield f"投票 / Election: {it.name}（{it.uuid}，{it.group.name}）"
    yield f"投票指纹 / Election fingerprint: {it.fingerprint}"
    yield f"名册 / Credentials: {len(found.roll)}，指纹 / fingerprint: {fingerprint(found.roll.raw)}"
    names = "、".join(short_name(it.group.text(key)) for key in found.trustees.keys)
    needed = " + ".join(f"{needed}/{len(members)}" for members, needed in found.trustees.groups)
    yield f"监票人密钥 / Trustee keys: {names}（{needed}），指纹 / fingerprint: {fingerprint(found.trustees.raw)}"
    zh, en = PHASES[found.phase]
    yield f"进度 / State: {zh} / {en}；末事件 / last event {len(found.heads) - 1}: {found.head}"


def _count(report: Report, found: Contents) -> Iterator[str]:
    number, weight = voters(found)
    yield f"选票 / Ballots: {len(found.ballots)}，计票 / counted: {number}，权重 / weight: {weight}"
    each = f"逐张验证签名和证明 / Signatures and proofs verified one by one: {len(found.ballots)}"
    yield f"{each}，有误 / wrong: {report.bad}"
    if found.tally is not None:
        yield "加密合计已重新计算 / The encrypted sum was added up again."
    if found.shares:
        owners = "、".join(str(owner) for owner, _raw, _height in found.shares)
        second = "、".join(map(str, report.bound)) or "无 / none at hand"
        yield f"解密份额 / Shares of trustees: {owners}；第二重证明 / second proofs: {second}"
    if report.result is None:
        return
    for question, row in zip(found.election.questions, report.result, strict=True):
        answers = ("空白 / blank",) * question.blank + question.answers
        yield f"结果 / Result: {question.text}"
        for answer, times in zip(answers, row, strict=True):
            yield f"  {answer}: {times}"


def _bar() -> Callable[[int, int], None]:
    """A bar on the terminal of who waits; nothing where it would only be in the way."""
    if not sys.stderr.isatty():
        return lambda done, total: None
    return lambda done, total: print(
        f"\r  {done} / {total}", end="\n" if done == total else "", file=sys.stderr, flush=True
    )
