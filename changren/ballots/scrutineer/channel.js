// Messages between trustees: signed by one, encrypted for another (protocol/channel.py); AES-CCM over AES (RFC 3610).
"use strict";

const channel = (() => {
  const { hex, sha256, number, Q, times, generated, chance } = group;
  const { no, json, text, fields, picked, string, element } = reading;
  const BLOCK = 16, TAG = 8, LONG = 65536, NONCE = 13;

  const bytesOf = (written) => Uint8Array.from(written.match(/../g) || [], (pair) => parseInt(pair, 16));

  const ccm = (() => {
    // the tag in clear, and the stream: its first block hides the tag, the others the data
    function parts(key, nonce, data) {
      const counter = BLOCK - 1 - nonce.length, first = new Uint8Array(BLOCK), start = new Uint8Array(BLOCK);
      first.set([(((TAG - 2) / 2) << 3) | (counter - 1), ...nonce]);
      for (let n = 0, left = data.length; n < counter; n++, left = Math.floor(left / 256)) first[BLOCK - 1 - n] = left % 256;
      start.set([counter - 1, ...nonce]);
      const padded = new Uint8Array(BLOCK * (1 + Math.ceil(data.length / BLOCK)));
      padded.set(first);
      padded.set(data, BLOCK);
      const chained = aes.cbc(key, new Uint8Array(BLOCK), { disablePadding: true }).encrypt(padded);
      return { tag: chained.slice(-BLOCK, TAG - BLOCK), start };
    }

    function streamed(key, start, tag, data) {
      const whole = new Uint8Array(BLOCK + data.length);
      whole.set(tag);
      whole.set(data, BLOCK);
      const out = aes.ctr(key, start).encrypt(whole);
      return [out.slice(0, TAG), out.slice(BLOCK)];
    }

    function encrypt(key, nonce, data) {
      const { tag, start } = parts(key, nonce, data), [hidden, out] = streamed(key, start, tag, data);
      return Uint8Array.from([...out, ...hidden]);
    }

    // null if it was changed on its way
    function decrypt(key, nonce, sealed) {
      const length = sealed.length - TAG;
      if (length < 0) return null;
      const { start } = parts(key, nonce, new Uint8Array(0));
      const [tag, data] = streamed(key, start, sealed.slice(length), sealed.slice(0, length));
      const expected = parts(key, nonce, data).tag;
      return expected.reduce((off, byte, n) => off | (byte ^ tag[n]), 0) === 0 ? data : null;
    }

    return { encrypt, decrypt };
  })();

  const keyOf = (shared) => sha256(`key|${shared}`);
  const nonceOf = (alpha, length) => sha256(`iv|${alpha}`).slice(0, length < LONG ? NONCE : NONCE - 1);

  function encrypted(to, data, draw) {
    const hidden = draw(), ofKey = draw(), alpha = generated(hidden), key = generated(ofKey);
    const beta = times(powers.power(to, hidden), key);
    const sealed = ccm.encrypt(keyOf(key), nonceOf(alpha, data.length), data);
    return { alpha: String(alpha), beta: String(beta), data: hex(sealed) };
  }

  function decrypted(secret, value) {
    const [alpha, beta, data] = fields(value, "alpha", "beta", "data"), halves = [alpha, beta].map(element);
    if (!halves.every(powers.isMember)) throw no("member", "alpha, beta");
    const key = times(halves[1], powers.inverse(powers.power(halves[0], secret)));
    if (!/^([0-9a-f]{2})*$/.test(string(data))) throw no("channel", "data");
    const sealed = bytesOf(data), plain = ccm.decrypt(keyOf(key), nonceOf(alpha, sealed.length - TAG), sealed);
    if (plain === null) throw no("channel", "data");
    return text(plain);
  }

  const signedText = (message) => (there) => `sigmsg|${message}|${there}`;
  const isSigned = (sender, message, signature) => powers.knows(sender, reading.proof(signature), signedText(message));

  // the value of a signed message
  function opened(value, sender) {
    const [message, signature] = picked(value, "message", "signature");
    if (!isSigned(sender, string(message), signature)) throw no("channel", "signature");
    return json(message);
  }

  // a trustee: the two keys that come from the seed; one signs, one receives
  function identity(seed, draw = chance) {
    const [signing, receiving] = ["sk", "dk"].map((use) => number(sha256(`${use}|${seed}`)) % Q);
    const [verification, encryption] = [signing, receiving].map(generated);

    const signature = (message) => powers.prove(signing, signedText(message), draw);
    const signed = (value) => {
      const message = JSON.stringify(value);
      return { message, signature: signature(message) };
    };

    function sent(to, value) {
      const letter = JSON.stringify(signed({ recipient: String(to), message: JSON.stringify(value) }));
      return JSON.stringify(encrypted(to, new TextEncoder().encode(letter), draw));
    }

    function received(letter, sender) {
      const value = opened(json(decrypted(receiving, json(string(letter)))), sender);
      const [recipient, message] = fields(value, "recipient", "message");
      if (recipient !== String(encryption)) throw no("channel", "recipient");
      return json(string(message));
    }

    return { verification, encryption, signature, signed, sent, received };
  }

  return { ccm, identity, isSigned, opened, bytesOf };
})();
