// Sealing a ballot: the same as changren/ballots/protocol/ballots.py, byte for byte, in a browser. docs/ballots.md tells
// the protocol. Runs in a worker, so that the page stays alive.
"use strict";

const sealing = (() => {
  const { P, Q, modulo, hash, fingerprint, chance, drawnFrom, powersOf } = group;

  function challengeOf(text, commitments) {
    return hash(text + commitments.join(","));
  }

  // that one of the branches is true (proofs.prove_one); a branch is [randomness, what was encrypted less what it says]
  function proveOne(powers, branches, text, draw) {
    const [ofG, ofY] = powers;
    const truth = branches.findIndex(([, off]) => off === 0);
    const chosen = branches.map((_branch, n) => (n === truth ? null : [draw(), draw()]));
    const nonce = draw(), commitments = [];
    branches.forEach(([secret, off], n) => {
      if (n === truth) {
        commitments.push(ofG(nonce), ofY(nonce));
        return;
      }
      const both = chosen[n][1] + secret * chosen[n][0];
      commitments.push(ofG(both), (ofY(both) * ofG(BigInt(off) * chosen[n][0])) % P);
    });
    const others = chosen.reduce((sum, pair) => (pair ? sum + pair[0] : sum), 0n);
    const left = modulo(challengeOf(text, commitments) - others, Q);
    return branches.map(([secret], n) =>
      n === truth ? proof(left, modulo(nonce - secret * left, Q)) : proof(...chosen[n]));
  }

  const proof = (challenge, response) => ({ challenge: String(challenge), response: String(response) });
  const plain = ([alpha, beta]) => ({ alpha: String(alpha), beta: String(beta) });
  const sum = (numbers) => numbers.reduce((one, other) => one + other, 0);

  function answered(question, chosen, start, powers, draw, done) {
    const [ofG, ofY] = powers;
    const secrets = chosen.map(() => draw());
    const boxes = chosen.map((ticked, n) => [ofG(secrets[n]), (ofY(secrets[n]) * ofG(BigInt(ticked))) % P]);
    const each = boxes.map((pair, n) => {
      const text = `prove|${start}|${pair[0]},${pair[1]}|`;
      const proofs = proveOne(powers, [0, 1].map((value) => [secrets[n], chosen[n] - value]), text, draw);
      done();
      return proofs;
    });
    const about = `${start}|${boxes.flat().join(",")}`;
    const whole = [0, 1].map((half) => boxes.reduce((product, pair) => (product * pair[half]) % P, 1n));
    const secret = secrets.reduce((one, other) => one + other, 0n);
    const branches = [];
    for (let value = question.min; value <= question.max; value++) branches.push([secret, sum(chosen) - value]);
    const together = proveOne(powers, branches, `prove|${about}|${whole[0]},${whole[1]}|`, draw);
    return { choices: boxes.map(plain), individual_proofs: each, overall_proof: together };
  }

  const mayBeChosen = (question, chosen) =>
    chosen.length === question.answers.length && sum(chosen) >= question.min && sum(chosen) <= question.max;

  // An election that is going on in this page. raw: its description, whose bytes are never written anew.
  function opened(raw) {
    const election = JSON.parse(raw), phi = fingerprint(raw);
    if (election.version !== 1 || election.group !== group.NAME || election.questions.some((one) => one.blank)) {
      throw new Error("election");
    }
    const powers = [group.generated, powersOf(BigInt(election.public_key))];
    const secretOf = (credential) => credentials.secretOf(credential, election.uuid);
    const publicOf = (credential) => String(credentials.publicOf(credential, election.uuid));

    // a ballot without its signature, from a public credential; done: is told after each box
    function encrypted(publicCredential, choices, seed, done) {
      const draw = drawnFrom(seed), start = `${phi}|${publicCredential}`;
      const answers = election.questions.map((question, n) => {
        if (!mayBeChosen(question, choices[n])) throw new Error("choices");
        return answered(question, choices[n], start, powers, draw, done);
      });
      return { election_uuid: election.uuid, election_hash: phi, credential: publicCredential, answers };
    }

    // the text of the ballot; the nonce of the signature never comes from the seed
    function signed(unsigned, credential) {
      const digest = fingerprint(JSON.stringify(unsigned)), nonce = chance();
      const challenge = hash(`sig|${digest}|${powers[0](nonce)}`);
      const response = modulo(nonce - secretOf(credential) * challenge, Q);
      return JSON.stringify(Object.assign({}, unsigned, { signature: { hash: digest, proof: proof(challenge, response) } }));
    }

    return { election, phi, publicOf, encrypted, signed };
  }

  return { opened, newSeed: () => group.hex(group.bytes(32)) };
})();

// In the worker: one ballot at a time, from the message of the page.
if (typeof document === "undefined") {
  let booth = null, known = null;
  self.onmessage = ({ data }) => {
    try {
      if (data.raw) {
        booth = sealing.opened(data.raw);
        known = data;
      }
      if (data.credential) {
        const publicCredential = booth.publicOf(data.credential), boxes = sum(booth.election.questions);
        if (!known.known.includes(group.fingerprint(publicCredential).slice(0, known.length))) {
          self.postMessage({ unknown: true });
          return;
        }
        let made = 0;
        const unsigned = booth.encrypted(publicCredential, data.choices, data.seed, () => {
          self.postMessage({ made: ++made, of: boxes });
        });
        const text = booth.signed(unsigned, data.credential);
        const digest = JSON.parse(text).signature.hash;
        self.postMessage({ ballot: text, digest, publicCredential, tracker: group.fingerprint(text) });
      }
    } catch (fault) {
      self.postMessage({ fault: String(fault && fault.message) });
    }
  };

  function sum(questions) {
    return questions.reduce((boxes, question) => boxes + question.answers.length, 0);
  }
}
