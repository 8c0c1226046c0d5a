// The file of trustees: keys that are proved, alone or in parts (protocol/keys.py, threshold.py, trustees.py).
"use strict";

const trustees = (() => {
  const { NAME, Q, times, product, generated, wide, chance } = group;
  const { no, json, picked, list, string, integer, element } = reading;
  const MOST = 100;

  const pok = (key) => (there) => `pok|${NAME}|${key}|${there}`;
  const secretOf = (seed) => wide((half) => `trustee|${seed}|${half}`);

  function publicKey(secret, draw = chance) {
    const key = generated(secret);
    return { pok: powers.prove(secret, pok(key), draw), public_key: String(key) };
  }

  const isKey = (key) => key !== 1n && powers.isMember(key);

  function checkedKey(value) {
    const [proof, written] = picked(value, "pok", "public_key"), key = element(written);
    if (!isKey(key)) throw no("member", "public_key");
    if (!powers.knows(key, reading.proof(proof), pok(key))) throw no("trustee");
    return key;
  }

  const context = (size, needed, index) => ({ group: NAME, size, threshold: needed, index });

  // a certificate: whose it says it is, and its two keys; the first has signed it
  function certificate(value) {
    const [message] = picked(value, "message"), told = json(string(message));
    const keys = picked(told, "verification", "encryption").map(element);
    if (!keys.every(isKey)) throw no("member", "certificate");
    const [, signature] = picked(value, "message", "signature");
    if (!channel.isSigned(keys[0], message, signature)) throw no("threshold", "certs");
    return { context: told.context, verification: keys[0], encryption: keys[1] };
  }

  function certificates(values, needed) {
    const given = list(values);
    if (given.length < 1 || given.length > MOST) throw no("threshold", "certs");
    const made = given.map(certificate);
    made.forEach((one, n) => {
      if (JSON.stringify(one.context) !== JSON.stringify(context(made.length, needed, n + 1))) throw no("threshold", `context ${n + 1}`);
    });
    const keys = made.flatMap((one) => [one.verification, one.encryption]);
    if (new Set(keys).size !== keys.length) throw no("trustees-differ");
    return made;
  }

  // what a trustee's polynomial is bound to
  function commitments(value, sender) {
    let given;
    try {
      [given] = picked(channel.opened(value, sender), "coefexps");
    } catch (why) {
      throw why instanceof Rejected ? no("threshold", "coefexps") : why;
    }
    const made = list(given).map(element);
    if (!made.every(powers.isMember)) throw no("member", "coefexps");
    return made;
  }

  const whatAllSaw = (certs, bound) => `certs_sig|${JSON.stringify({ certs, coefexps: bound.map(String) })}`;

  // the generator to the power of a polynomial's value, from the commitments to its coefficients
  const at = (bound, index) => product(bound.map((one, degree) => powers.power(one, BigInt(index) ** BigInt(degree) % Q)));
  const shareKey = (all, index) => product(all.map((bound) => at(bound, index)));

  // the keys of the shares, how many are needed, and the key that they share
  function verified(value) {
    const [needed, certs, given, keys, signatures] =
      picked(value, "threshold", "certs", "coefexps", "verification_keys", "signatures");
    const size = list(certs).length;
    if (integer(needed, 1) > size || [given, keys, signatures].some((one) => list(one).length !== size)) throw no("threshold");
    const made = certificates(certs, needed);
    const bound = given.map((one, n) => commitments(one, made[n].verification));
    if (bound.some((one) => one.length !== needed)) throw no("threshold", "coefexps");
    bound.forEach((own, n) => {
      if (!channel.isSigned(made[n].verification, whatAllSaw(certs, own), signatures[n])) throw no("threshold", "signatures");
    });
    const shares = keys.map((one, n) => share(one, made[n], shareKey(bound, n + 1)));
    return { keys: shares, needed, key: product(bound.map((one) => one[0])) };
  }

  function share(value, cert, expected) {
    let key;
    try {
      key = checkedKey(value);
    } catch (why) {
      throw why instanceof Rejected ? no("trustee", "verification_keys") : why;
    }
    if (key !== expected) throw no("threshold", "verification_keys");
    const [written, signature] = picked(value, "public_key", "signature");
    if (!channel.isSigned(cert.verification, written, signature)) throw no("threshold", "verification_keys: signature");
    return key;
  }

  // groups: for each entry of the file the numbers of its trustees
  function read(written) {
    const keys = [];
    let together = 1n;
    for (const entry of list(json(written))) {
      const [kind, value] = list(entry, 2);
      if (kind !== "Single" && kind !== "Pedersen") throw no("json", "trustees");
      const made = kind === "Single" ? { keys: [checkedKey(value)] } : verified(value);
      keys.push(...made.keys);
      together = times(together, kind === "Single" ? made.keys[0] : made.key);
    }
    if (new Set(keys).size !== keys.length) throw no("trustees-differ");
    if (!keys.length) throw no("trustee", "0");
    return { keys, key: together };
  }

  return {
    secretOf, publicKey, checkedKey, certificate, certificates, commitments, whatAllSaw, at, verified, read, context,
  };
})();
