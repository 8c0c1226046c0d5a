"""How to do each step of the benchmark congress on Changren, over the pages that people use.

For the measuring client of the peers, which knows no product (`bench_congress.py --target target_changren`); it runs
in the client's environment (aiohttp), so it imports nothing of ours. What is asked of the peer by one call of its
API is asked of us by one request for a page, or one form sent. `benchmarks/server.sh` runs the server and seeds it.
"""

import asyncio
import os
import secrets
from pathlib import Path
from typing import Any

import aiohttp
from drafting import PASSWORD, draft_form

SERVER = Path(__file__).parent / "server.sh"


class Target:
    """One server at `base`, and what a delegate does there."""

    name = "changren-" + os.environ.get("BENCH_DB", "postgres")

    def __init__(self, base: str) -> None:
        assert base.startswith("http://127.0.0.1:"), "loopback only"
        self.base, self.users = base, list[str]()
        self.tags: dict[tuple[str, str], str] = {}  # what a browser keeps: of each person and address, the tag

    async def open(self) -> None:
        """Connect as a browser would, and keep the connections."""
        self.http = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=10), cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=600), auto_decompress=False,
        )  # fmt: skip

    async def close(self) -> None:
        """Disconnect."""
        await self.http.close()

    async def _ask(self, method: str, path: str, session: Any = None, data: Any = None, want: Any = (200,)) -> Any:
        csrf = session["csrf"] if session else secrets.token_hex(16)
        headers = {"cookie": f"csrftoken={csrf}", "accept-encoding": "gzip"}
        if session:
            headers["cookie"] += f"; changren={session['changren']}"
        if data is not None:
            data = {"csrfmiddlewaretoken": csrf, **data}
        async with self.http.request(method, self.base + path, data=data, headers=headers, allow_redirects=False) as r:
            body = await r.read()
            if r.status not in want:
                raise RuntimeError(f"{r.status} {path} {body[:160]!r}")
            return body, r

    async def login(self, name: str, password: str = PASSWORD) -> dict[str, str]:
        """Send the form of the sign-in page."""
        _, r = await self._ask("POST", "/organisation/sign-in/", None, {"login": name, "password": password}, (302,))
        kept = {key: morsel.value for key, morsel in r.cookies.items()}
        return {"changren": kept["changren"], "csrf": kept["csrftoken"], "user": name}

    async def admin(self) -> dict[str, str]:
        """The clerk of the township."""
        return await self.login(self.users[0])

    async def seed(self, delegates: int, groups: int, motions: int, categories: int) -> None:
        """The congress of benchmarks/congress.py, told through acts; taken as it is if it is there."""
        asked = ["-m", "benchmarks.congress", "--delegates", str(delegates), "--proposals", str(motions), "--take"]
        told = await asyncio.create_subprocess_exec(str(SERVER), "python", *asked, stdout=asyncio.subprocess.PIPE)
        said, _ = await told.communicate()
        assert told.returncode == 0
        self.users = said.decode().splitlines()
        assert len(self.users) == delegates

    async def list_motions(self, session: Any) -> int:
        """The page of the proposals; the number of bytes on the wire."""
        body, _ = await self._ask("GET", "/proposals/", session)
        return len(body)

    async def create_motion(self, session: Any, number: int) -> str:
        """Send the form of a new proposal; the address of the draft."""
        _, r = await self._ask("POST", "/proposals/draft/", session, draft_form(number), (302,))
        return str(r.headers["location"])

    async def observer(self, session: Any, full: bool = False) -> "Observer":
        """A browser that has just opened the home page."""
        body, _ = await self._ask("GET", "/", session)
        return Observer(len(body))


class Observer:
    """What such a browser got."""

    def __init__(self, size: int) -> None:
        self.bytes, self.messages = size, 1

    async def close(self) -> None:
        """Nothing is left open."""
