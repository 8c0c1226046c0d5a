// A ballot, as who verifies it sees it (protocol/ballots.py, proofs.py: one_holds), and the sum of many (tally.py).
"use strict";

const checking = (() => {
  const { times, product, modulo, hash, fingerprint, hex, sha256, generated } = group;
  const { no, exactly, fields, list, element, proof } = reading;

  const sum = (numbers) => numbers.reduce((one, other) => one + other, 0n);
  const pair = (value) => fields(value, "alpha", "beta").map(element);
  const plain = ([alpha, beta]) => ({ alpha: String(alpha), beta: String(beta) });
  const zero = (it) => it.questions.map((one) => Array.from({ length: one.boxes }, () => [1n, 1n]));
  const added = (total, boxes) =>
    total.map((row, n) => row.map((one, m) => one.map((half, side) => times(half, boxes[n][m][side]))));

  // whether the proofs show that a ciphertext holds one of the values; halves: each of its halves to each challenge
  function oneHolds(ofY, [alphas, betas], values, proofs, text) {
    const commitments = proofs.flatMap(([challenge, response], n) => {
      const beta = times(ofY(response), betas[n]);
      return [times(generated(response), alphas[n]), values[n] ? times(beta, generated(modulo(-BigInt(values[n]) * challenge))) : beta];
    });
    return hash(text + commitments.join(",")) === modulo(sum(proofs.map(([challenge]) => challenge)));
  }

  // an answer to a question; start: what binds it to the election and the voter
  function answer(it, question, value, start) {
    const [boxes, each, together] = fields(value, "choices", "individual_proofs", "overall_proof");
    const pairs = list(boxes, question.boxes, "answers").map(pair);
    list(each, question.boxes, "answers").forEach((given, n) => {
      const proofs = list(given, 2, "answers").map(proof);
      const halves = pairs[n].map((half) => powers.known(half, proofs.map(([challenge]) => challenge)));
      if (halves.includes(null)) throw no("member", "alpha, beta");
      if (!oneHolds(it.ofY, halves, [0, 1], proofs, `prove|${start}|${pairs[n].join(",")}|`)) throw no("box", question.text);
    });
    const proofs = list(together, question.max - question.min + 1, "answers").map(proof);
    const whole = [0, 1].map((side) => product(pairs.map((one) => one[side])));
    const halves = whole.map((half) => proofs.map(([challenge]) => powers.power(half, challenge)));
    const text = `prove|${start}|${pairs.flat().join(",")}|${whole.join(",")}|`;
    const values = proofs.map((_one, n) => question.min + n);
    if (!oneHolds(it.ofY, halves, values, proofs, text)) throw no("limits", question.text);
    return pairs;
  }

  // the ciphertexts of a ballot that keeps every rule; one: what the archive's structure told of it
  function ballot(it, bytes, one) {
    if (hex(sha256(bytes)) !== one.hash) throw no("name");
    const value = exactly(reading.text(bytes));
    const [uuid, phi, credential, answers, signature] =
      fields(value, "election_uuid", "election_hash", "credential", "answers", "signature");
    const [digest, given] = fields(signature, "hash", "proof");
    if (uuid !== it.uuid || phi !== it.phi) throw no("election");
    if (credential !== one.credential) throw no("credential");
    const unsigned = { election_uuid: uuid, election_hash: phi, credential, answers };
    const signed = digest === fingerprint(JSON.stringify(unsigned)) &&
      powers.knows(element(credential), proof(given), (there) => `sig|${digest}|${there}`);
    if (!signed) throw no("signature");
    list(answers, it.questions.length, "answers");
    return it.questions.map((question, n) => answer(it, question, answers[n], `${phi}|${credential}`));
  }

  // an election in which ballots are verified here
  const ready = (raw) => {
    const it = archive.election(raw);
    it.ofY = group.powersOf(it.key);
    return it;
  };

  // some ballots of a file: the sum of those that count, and what is wrong with the others
  async function batch(it, file, ballots) {
    let total = zero(it);
    const failures = [];
    for (const one of ballots) {
      const bytes = new Uint8Array(await file.slice(one.place, one.place + one.size).arrayBuffer());
      try {
        const boxes = ballot(it, bytes, one);
        if (one.counts) total = added(total, boxes);
      } catch (why) {
        if (!(why instanceof Rejected)) throw why;
        failures.push({ code: why.code, detail: why.detail, where: `event ${one.height}` });
      }
    }
    return { total, failures };
  }

  return { zero, added, plain, ready, ballot, batch };
})();
