"""A trustee's secret on their own device: the seed, under a passphrase (scrypt, RFC 7914; AES-256-GCM)."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from changren.ballots.protocol.ceremony import Place
from changren.ballots.protocol.groups import group
from changren.ballots.protocol.rules import Rule, no

COST, BLOCK, PARALLEL = 2**15, 8, 1  # of scrypt: 32 MiB, a tenth of a second
SHORTEST = 10  # characters of a passphrase
SALT, NONCE = 16, 12  # bytes


@dataclass(frozen=True)
class Kept:
    """What is kept: the seed, and which trustee of which ceremony it is."""

    seed: str
    group: str
    size: int
    needed: int
    index: int

    @property
    def place(self) -> Place:
        """The trustee's place in the ceremony."""
        return Place(group(self.group), self.size, self.needed, self.index)


def keep(path: Path, kept: Kept, passphrase: str) -> None:
    """Write it under the passphrase. FileExistsError if there is a file: a seed is never written over."""
    salt, nonce = os.urandom(SALT), os.urandom(NONCE)
    sealed = AESGCM(_key(passphrase, salt)).encrypt(nonce, json.dumps(asdict(kept)).encode(), None)
    told = {"salt": salt.hex(), "nonce": nonce.hex(), "sealed": sealed.hex()}
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "w", encoding="ascii") as file:  # noqa: PTH123  (the handle is what makes it new and private)
        json.dump(told, file)


def kept_in(path: Path, passphrase: str) -> Kept:
    """What `keep` wrote. Rejected (Rule.PASSPHRASE) if the passphrase is another one, or the file is none of ours."""
    try:
        told = {name: bytes.fromhex(value) for name, value in json.loads(path.read_text("ascii")).items()}
        plain = AESGCM(_key(passphrase, told["salt"])).decrypt(told["nonce"], told["sealed"], None)
    except (ValueError, KeyError, AttributeError, InvalidTag) as why:
        raise no(Rule.PASSPHRASE) from why
    return Kept(**json.loads(plain))


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt, 32, COST, BLOCK, PARALLEL).derive(passphrase.encode())
