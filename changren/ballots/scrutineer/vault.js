// The seed on a trustee's own device, under a passphrase: the same file as Python's (protocol/vault.py).
"use strict";

const vault = (() => {
  const COST = { N: 2 ** 15, r: 8, p: 1, dkLen: 32 }, SALT = 16, NONCE = 12;
  const { no, json, picked, string, integer } = reading;

  const keyOf = (passphrase, salt) => kdf.scrypt(new TextEncoder().encode(passphrase), salt, COST);

  // kept: { seed, group, size, needed, index }
  function sealed(kept, passphrase) {
    const salt = group.bytes(SALT), nonce = group.bytes(NONCE);
    const out = aes.gcm(keyOf(passphrase, salt), nonce).encrypt(new TextEncoder().encode(JSON.stringify(kept)));
    return JSON.stringify({ salt: group.hex(salt), nonce: group.hex(nonce), sealed: group.hex(out) });
  }

  function opened(written, passphrase) {
    let told;
    try {
      const [salt, nonce, out] = picked(json(written), "salt", "nonce", "sealed").map((one) => channel.bytesOf(string(one)));
      told = json(reading.text(aes.gcm(keyOf(passphrase, salt), nonce).decrypt(out)));
    } catch {
      throw no("passphrase");
    }
    const [seed, name, size, needed, index] = picked(told, "seed", "group", "size", "needed", "index");
    if (name !== group.NAME) throw no("group", name);
    return { seed: string(seed), group: name, size: integer(size, 1), needed: integer(needed, 1), index: integer(index, 1) };
  }

  return { sealed, opened };
})();
