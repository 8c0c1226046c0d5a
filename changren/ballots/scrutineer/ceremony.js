// What a trustee computes when a key is drawn in parts (protocol/ceremony.py), step by step, and byte for byte.
"use strict";

const ceremony = (() => {
  const { Q, generated, chance } = group;
  const { no, picked, list, string } = reading;

  // place: { size, needed, index }
  function certificate(place, seed, draw = chance) {
    const own = channel.identity(seed, draw);
    return own.signed({
      context: trustees.context(place.size, place.needed, place.index),
      verification: String(own.verification), encryption: String(own.encryption),
    });
  }

  function seen(place, own, certs) {
    const made = trustees.certificates(certs, place.needed), mine = made[place.index - 1];
    const isMine = made.length === place.size && mine.verification === own.verification && mine.encryption === own.encryption;
    if (!isMine) throw no("threshold", `certificate ${place.index}`);
    return made;
  }

  const valueAt = (drawn, index) => drawn.reduce((sum, one, degree) => sum + one * BigInt(index) ** BigInt(degree), 0n) % Q;

  function polynomial(place, seed, certs, draw = chance) {
    const own = channel.identity(seed, draw), made = seen(place, own, certs);
    const drawn = Array.from({ length: place.needed }, () => draw()), bound = drawn.map(generated);
    return {
      polynomial: own.sent(own.encryption, { polynomial: drawn.map(String) }),
      secrets: made.map((cert, n) => own.sent(cert.encryption, { secret: String(valueAt(drawn, n + 1)) })),
      coefexps: own.signed({ coefexps: bound.map(String) }),
      signature: own.signature(trustees.whatAllSaw(certs, bound)),
    };
  }

  // what each trustee is bound to, if all have signed the certificates that are seen here
  function allSeenAlike(place, certs, made, polynomials) {
    return polynomials.map((one, n) => {
      const [given, signature] = picked(one, "coefexps", "signature");
      const bound = trustees.commitments(given, made[n].verification);
      const same = channel.isSigned(made[n].verification, trustees.whatAllSaw(certs, bound), signature);
      if (bound.length !== place.needed || !same) throw no("threshold", "signatures");
      return bound;
    });
  }

  // the part of one other trustee, which must be what they are bound to
  function received(own, place, one, cert, bound, sender) {
    const where = `trustee ${sender}`;
    let value;
    try {
      const [letters] = picked(one, "secrets");
      const [text] = picked(own.received(list(letters, place.size, "channel")[place.index - 1], cert.verification), "secret");
      if (!/^[0-9]{1,100}$/.test(string(text))) throw no("channel", "secret");
      value = BigInt(text);
    } catch (why) {
      throw why instanceof Rejected ? no("channel", why.detail, where) : why;
    }
    if (generated(value) !== trustees.at(bound, place.index)) throw no("threshold", "secret", where);
    return value;
  }

  // the secret share, and what is published of it
  function share(place, seed, certs, polynomials, draw = chance) {
    const own = channel.identity(seed, draw), made = seen(place, own, certs);
    const bound = allSeenAlike(place, certs, made, list(polynomials, place.size, "threshold"));
    const secret = polynomials.reduce((sum, one, n) => sum + received(own, place, one, made[n], bound[n], n + 1), 0n) % Q;
    const key = trustees.publicKey(secret, draw);
    key.signature = own.signature(key.public_key);
    return { secret, told: { private_key: own.sent(own.encryption, { decryption_key: String(secret) }), public_key: key } };
  }

  // what is published at the end, verified
  function parameters(place, certs, polynomials, keys) {
    const sent = polynomials.map((one) => picked(one, "coefexps", "signature"));
    const made = {
      threshold: place.needed, certs, coefexps: sent.map(([bound]) => bound), signatures: sent.map(([, signature]) => signature),
      verification_keys: keys,
    };
    trustees.verified(made);
    return made;
  }

  // the share that step 5 handed back encrypted
  function secretShare(seed, privateKey) {
    const own = channel.identity(seed);
    const [text] = picked(own.received(privateKey, own.verification), "decryption_key");
    if (!/^[0-9]{1,100}$/.test(string(text))) throw no("channel", "decryption_key");
    return BigInt(text) % Q;
  }

  return { certificate, polynomial, share, parameters, secretShare };
})();
