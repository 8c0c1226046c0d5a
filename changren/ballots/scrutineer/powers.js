// Powers of any element, and proofs of knowledge (protocol/groups/integers.py, protocol/proofs.py).
"use strict";

const powers = (() => {
  const { P, Q, BITS, modulo, times, hash, chance, generated } = group;
  const SHELVES = 8;

  // the odd numbers of four bits of which an exponent is made: where each begins, and half of what it is
  function windows(exponent) {
    const lowestFirst = Array.from(exponent.toString(2)).reverse().join(""), found = [];
    for (const one of lowestFirst.matchAll(/1.{0,3}/g)) {
      found.push([one.index, parseInt(Array.from(one[0]).reverse().join(""), 2) >> 1]);
    }
    return found;
  }

  function steps(element) {
    const made = [element];
    while (made.length < BITS) made.push(times(made[made.length - 1], made[made.length - 1]));
    return made;
  }

  // the product of each step to the power of its window (Yao 1976), as in Python
  function gathered(made, found) {
    const shelves = Array(SHELVES).fill(null);
    for (const [place, half] of found) {
      shelves[half] = shelves[half] === null ? made[place] : times(shelves[half], made[place]);
    }
    let running = 1n, product = 1n;
    for (let n = SHELVES - 1; n > 0; n--) {
      if (shelves[n] !== null) running = times(running, shelves[n]);
      product = times(product, running);
    }
    product = times(times(product, product), running);
    return shelves[0] === null ? product : times(product, shelves[0]);
  }

  const ofOrder = windows(Q);
  const power = (element, exponent) => gathered(steps(element), windows(modulo(exponent)));
  const isMember = (element) => element > 0n && gathered(steps(element), ofOrder) === 1n;

  // a member to each exponent, or null if it is none; they share its squarings
  function known(element, exponents) {
    if (element === 0n) return null;
    const made = steps(element);
    return gathered(made, ofOrder) === 1n ? exponents.map((one) => gathered(made, windows(modulo(one)))) : null;
  }

  function inverse(number, by = P) {
    let [a, b, x, y] = [modulo(number, by), by, 1n, 0n];
    while (a > 0n) {
      const times_ = b / a;
      [a, b, x, y] = [b - times_ * a, a, y - times_ * x, x];
    }
    return modulo(y, by);
  }

  // that one knows the secret behind generator^secret; text: what is hashed, from the commitment
  function prove(secret, text, draw = chance) {
    const nonce = draw(), challenge = hash(text(generated(nonce)));
    return { challenge: String(challenge), response: String(modulo(nonce - secret * challenge)) };
  }

  const knows = (key, [challenge, response], text) =>
    hash(text(times(generated(response), power(key, challenge)))) === challenge;

  return { power, isMember, known, inverse, prove, knows };
})();
