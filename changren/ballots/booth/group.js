// The group BELENIOS-2048 and what is hashed, the same as changren/ballots/protocol (groups/integers.py, proofs.py), for
// every page that stands alone. BigInt is part of every browser since 2020.
"use strict";

const group = (() => {
  const P = BigInt("@P@"), Q = BigInt("@Q@"), G = BigInt("@G@"), NAME = "BELENIOS-2048";
  const WINDOW = 6n, SIZE = 1 << 6, BITS = 256, ROWS = Math.ceil(BITS / 6);

  const utf8 = (text) => new TextEncoder().encode(text);
  const sha256 = (data) => vendored.sha256(typeof data === "string" ? utf8(data) : data);
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const number = (bytes) => BigInt("0x" + hex(bytes));
  const modulo = (one, by = Q) => ((one % by) + by) % by;
  const times = (one, other) => (one * other) % P;
  const product = (numbers) => numbers.reduce(times, 1n);

  // SHA-256 as a number, and as people compare it; two of them side by side, of which no number below Q is the likelier
  const hash = (text) => number(sha256(text)) % Q;
  const fingerprint = (data) => btoa(String.fromCharCode(...sha256(data))).replace(/=+$/, "");
  const wide = (text) => BigInt("0x" + [0, 1].map((half) => hex(sha256(text(half)))).join("")) % Q;

  const bytes = (length) => crypto.getRandomValues(new Uint8Array(length));
  const chance = () => number(bytes(64)) % Q;

  // what a seed determines, so that a second device can repeat it (proofs.drawn_from)
  function drawnFrom(seed) {
    let drawn = -1;
    return () => {
      drawn += 1;
      return wide((half) => `ballot|${seed}|${drawn}|${half}`);
    };
  }

  // the powers of one base: a row of the table for each window of the exponent
  function powersOf(base) {
    const rows = [];
    let start = base;
    for (let n = 0; n < ROWS; n++) {
      const row = [1n];
      for (let m = 1; m < SIZE; m++) row.push((row[m - 1] * start) % P);
      rows.push(row);
      start = times(row[SIZE - 1], start);
    }
    return (exponent) => {
      let left = modulo(exponent), made = 1n;
      for (const row of rows) {
        made = (made * row[Number(left & 63n)]) % P;
        left >>= WINDOW;
      }
      return made;
    };
  }

  let ofG = (exponent) => (ofG = powersOf(G))(exponent);
  const generated = (exponent) => ofG(exponent);

  return {
    P, Q, G, NAME, BITS, hex, sha256, number, modulo, times, product, hash, fingerprint, wide, bytes, chance, drawnFrom,
    powersOf, generated,
  };
})();
