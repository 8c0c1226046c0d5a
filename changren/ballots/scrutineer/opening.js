// What a trustee's own page does before it opens anything: verify, add up itself, open one sum ever (protocol/opening.py,
// tally.py). Only a result that is published already is left to `changren verify-ballots`.
"use strict";

const opening = (() => {
  const { hex, sha256, hash, times, modulo, generated, chance } = group;
  const { no, exactly, fields, list, integer, element } = reading;

  const tallyText = (total) => JSON.stringify(total.map((row) => row.map(checking.plain)));
  const counted = (found) => found.ballots.filter((one) => one.counts).length;

  // what is refused before a single ballot is verified. asked: { fingerprint, fewest }
  function begin(found, secret, asked) {
    if (found.election.phi !== asked.fingerprint) throw no("fact", "election");
    if (found.phase === "Setup" || found.phase === "Ballot") throw no("order", "EndBallots");
    if (found.phase === "Result") throw no("closed", "Result");
    const stranger = found.ballots.find((one) => !found.roll.has(one.credential));
    if (stranger) throw no("credential", "", `event ${stranger.height}`);
    if (counted(found) < asked.fewest) throw no("too-small", counted(found));
    const owner = found.trustees.keys.indexOf(generated(secret)) + 1;
    if (!owner) throw no("owner");
    return owner;
  }

  // total: of the ballots that count, added up here
  function check(found, total) {
    const text = tallyText(total);
    if (found.tally !== undefined) {
      const [number, weight, name] = fields(exactly(found.sized), "num_tallied", "total_weight", "encrypted_tally");
      if (found.tally !== text) throw no("tally");
      if (integer(number) !== counted(found) || weight !== number || name !== hex(sha256(text))) throw no("tally", "num_tallied");
    }
    found.shares.forEach((one) => checkShare(found, total, one));
    return hex(sha256(text));
  }

  const start = (found, key) => `decrypt|${found.election.phi}|${key}|`;

  function checkShare(found, total, { owner, raw, height }) {
    const [factors, proofs] = fields(exactly(raw), "decryption_factors", "decryption_proofs");
    const key = found.trustees.keys[owner - 1], wrong = (code) => no(code, `trustee ${owner}`, `event ${height}`);
    const shape = (rows) => list(rows, total.length).map((row, n) => list(row, total[n].length));
    const given = shape(proofs);
    shape(factors).forEach((row, n) => row.forEach((one, m) => {
      const factor = element(one), [challenge, response] = reading.proof(given[n][m]), alpha = total[n][m][0];
      if (!powers.isMember(factor)) throw wrong("member");
      const first = times(generated(response), powers.power(key, challenge));
      const other = times(powers.power(alpha, response), powers.power(factor, challenge));
      if (hash(`${start(found, key)}${first},${other}`) !== challenge) throw wrong("share");
    }));
  }

  // one factor, with the proof of Belenios and the one that binds everything
  function opened(found, alpha, secret, key, draw) {
    const factor = powers.power(alpha, secret);
    const texts = [start(found, key), `changren-decrypt|${found.election.phi}|${key}|${alpha}|${factor}|`];
    const proofs = texts.map((text) => {
      const nonce = draw(), challenge = hash(`${text}${generated(nonce)},${powers.power(alpha, nonce)}`);
      return { challenge: String(challenge), response: String(modulo(nonce - secret * challenge)) };
    });
    return [String(factor), ...proofs];
  }

  // the share, as `changren ballots open` writes it
  function share(found, total, secret, owner, draw = chance) {
    const key = generated(secret), made = total.map((row) => row.map(([alpha]) => opened(found, alpha, secret, key, draw)));
    const [factors, proofs, bound] = [0, 1, 2].map((n) => made.map((row) => row.map((cell) => cell[n])));
    return JSON.stringify({ owner, share: { decryption_factors: factors, decryption_proofs: proofs }, proofs: bound });
  }

  return { begin, check, share, counted };
})();
