"""`python -m changren.ballots.protocol FILE.bel`: the auditor alone, without the rest of Changren."""

import argparse
import sys
from pathlib import Path

from changren.ballots.protocol.auditor import audit
from changren.ballots.protocol.contents import Policy


def main() -> int:
    """Read the arguments and audit. Returns the exit status: 0 if all holds, else 1."""
    parser = argparse.ArgumentParser("verify-ballots", description="逐项验证密封投票 / Verify a sealed election")
    parser.add_argument("file", type=Path, help=".bel")
    parser.add_argument("--facts", type=Path, help="事先公布的事实（JSON） / what was published before (JSON)")
    parser.add_argument("--weights", action="store_true", help="允许权重 / ballots may have weights")
    parser.add_argument("--old-layout", action="store_true", help="允许旧版密钥分享 / keys in parts as before 2.5.1")
    parser.add_argument("--processes", type=int, help="进程数 / processes")
    asked = parser.parse_args()
    policy = Policy(weights=asked.weights, plain_layout=asked.old_layout)
    return audit(asked.file, print, policy, facts=asked.facts, processes=asked.processes)


if __name__ == "__main__":
    sys.exit(main())
