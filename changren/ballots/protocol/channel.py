"""Messages between trustees that pass through a server: signed by one, encrypted for another."""

import secrets
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESCCM

from changren.ballots.protocol.groups import Element, Group
from changren.ballots.protocol.plain import BASE58, a_text, fields, picked, read, sha256, written
from changren.ballots.protocol.proofs import Proof, knows, prove_knowledge
from changren.ballots.protocol.rules import Rule, no

SEED_LENGTH, TAG = 22, 8  # characters; bytes
LONG = 65536  # bytes of a message from which on the nonce is shorter


def new_seed() -> str:
    """All that a trustee must keep: 22 characters, 128 bits."""
    return "".join(secrets.choice(BASE58) for _n in range(SEED_LENGTH))


@dataclass(frozen=True)
class Identity:
    """The two keys of a trustee that come from the seed: one signs, one receives."""

    group: Group
    signing: int
    receiving: int

    @classmethod
    def of(cls, seed: str, group: Group) -> "Identity":
        """The keys of a seed."""
        return cls(group, *(int(int.from_bytes(sha256(f"{use}|{seed}")) % group.order) for use in ("sk", "dk")))

    @property
    def verification(self) -> Element:
        """By which others verify what this trustee signed."""
        return self.group.secret_power(self.group.generator, self.signing)

    @property
    def encryption(self) -> Element:
        """By which others encrypt for this trustee."""
        return self.group.secret_power(self.group.generator, self.receiving)

    def signature(self, message: str) -> Proof:
        """Of the message."""
        return prove_knowledge(self.group, self.signing, lambda there: f"sigmsg|{message}|{there}")

    def signed(self, value: Any) -> dict[str, Any]:
        """The value as a message of this trustee's."""
        message = written(value).decode()
        return {"message": message, "signature": self.signature(message).plain()}

    def sent(self, to: Element, value: Any) -> str:
        """The value, signed, and so encrypted that only the one with the key `to` can read it."""
        letter = {"recipient": self.group.text(to), "message": written(value).decode()}
        return written(encrypted(self.group, to, written(self.signed(letter)))).decode()

    def received(self, text: Any, sender: Element) -> Any:
        """What `sent` sent to this trustee. Rejected if it is for another one, or not from the sender."""
        value = opened(self.group, read(decrypted(self.group, self.receiving, read(a_text(text).encode()))), sender)
        recipient, message = fields(value, "recipient", "message")
        if recipient != self.group.text(self.encryption):
            raise no(Rule.CHANNEL, "recipient")
        return read(a_text(message).encode())


def is_signed(group: Group, sender: Element, message: str, signature: Any) -> bool:
    """Whether the signature is the sender's, and of this message."""
    return knows(group, sender, Proof.of(signature, group), lambda there: f"sigmsg|{message}|{there}")


def opened(group: Group, value: Any, sender: Element) -> Any:
    """The value of a signed message. Rejected (Rule.CHANNEL) if the sender did not sign it."""
    message, signature = picked(value, "message", "signature")
    if not is_signed(group, sender, a_text(message), signature):
        raise no(Rule.CHANNEL, "signature")
    return read(message.encode())


def encrypted(group: Group, to: Element, data: bytes) -> dict[str, str]:
    """El Gamal of a random element, whose hash is the key of AES-256-CCM (RFC 3610)."""
    hidden, of_key = (secrets.randbelow(int(group.order)) for _n in range(2))
    alpha, key = (group.secret_power(group.generator, one) for one in (hidden, of_key))
    beta = group.times(group.secret_power(to, hidden), key)
    cipher, nonce = _cipher(group, key, group.text(alpha), len(data))
    return {"alpha": group.text(alpha), "beta": group.text(beta), "data": cipher.encrypt(nonce, data, None).hex()}


def decrypted(group: Group, secret: int, value: Any) -> bytes:
    """What `encrypted` hid from all but the one with this secret."""
    alpha, beta, data = fields(value, "alpha", "beta", "data")
    there, hidden = group.read(a_text(alpha)), group.read(a_text(beta))
    if not (group.contains(there) and group.contains(hidden)):
        raise no(Rule.MEMBER, "alpha, beta")
    key = group.times(hidden, group.inverse(group.secret_power(there, secret)))
    try:
        sealed = bytes.fromhex(a_text(data))
        cipher, nonce = _cipher(group, key, alpha, len(sealed) - TAG)
        return cipher.decrypt(nonce, sealed, None)
    except (ValueError, InvalidTag) as why:
        raise no(Rule.CHANNEL, "data") from why


def _cipher(group: Group, key: Element, alpha: str, length: int) -> tuple[AESCCM, bytes]:
    nonce = sha256(f"iv|{alpha}")[: 13 if length < LONG else 12]
    return AESCCM(sha256(f"key|{group.text(key)}"), tag_length=TAG), nonce
