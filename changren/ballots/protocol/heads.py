"""The end of an archive, signed: whoever keeps copies can prove what the board said, and if it said two things.

Against the equivocation of bulletin boards (Hirschi, Schmid, Basin, CSF 2021). The signature is Ed25519 (RFC 8032).
"""

from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from changren.ballots.protocol.plain import a_hash, a_text, an_integer, fields, read_exactly, written
from changren.ballots.protocol.rules import Rule, no

FIELDS = ("election", "fingerprint", "events", "head", "key", "signature")


@dataclass(frozen=True)
class Head:
    """Where an archive ended. events: how many there were; head: the hash of the last one, 64 hex digits.

    There is no time in it: two heads with their times would tell when somebody voted.
    """

    election: str
    fingerprint: str
    events: int
    head: str

    def signed(self, key: Ed25519PrivateKey) -> bytes:
        """The head as it is published, with the public key and the signature, both in hex."""
        told = {"key": key.public_key().public_bytes_raw().hex(), "signature": key.sign(self._said()).hex()}
        return written(vars(self) | told)

    def _said(self) -> bytes:
        return b"changren head " + written(vars(self))


def read(raw: bytes) -> tuple[Head, str]:
    """The head that `signed` wrote, and the key that signed it. Rejected if it is none, or not signed by that key."""
    election, fingerprint, events, head, key, signature = fields(read_exactly(raw), *FIELDS)
    it = Head(a_text(election), a_text(fingerprint), an_integer(events), a_hash(head))
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(a_text(key)))
        public.verify(bytes.fromhex(a_text(signature)), it._said())
    except (ValueError, InvalidSignature) as why:
        raise no(Rule.HEAD) from why
    return it, key
