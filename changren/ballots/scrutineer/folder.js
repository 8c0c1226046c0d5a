// What goes round the table, as one trustee has it (table.py): whose a paper is, and what it is, is told by what it says.
"use strict";

const folder = (() => {
  const { no, json, picked, string } = reading;
  const STEPS = ["certificate", "polynomial", "key"];

  const kindOf = (value) => {
    if (Array.isArray(value)) return "trustees";
    if (value && value.message && value.signature) return "certificate";
    if (value && value.secrets && value.coefexps) return "polynomial";
    if (value && value.private_key && value.public_key) return "key";
    throw no("json");
  };

  // one paper a file, or one a line
  function papers(written) {
    try {
      return [JSON.parse(written)];
    } catch {
      return written.split("\n").map((line) => line.trim()).filter(Boolean).map(json);
    }
  }

  // place: { size, needed, index }; seed: of the trustee whose folder this is
  function of(place, seed) {
    const have = new Set(), done = {};
    STEPS.forEach((step) => { done[step] = Array(place.size).fill(null); });

    // written: what came; nothing is kept of it if anything in it is wrong
    function take(written) {
      const before = new Set(have), came = papers(written).filter((one) => kindOf(one) !== "trustees");
      try {
        came.forEach((one) => have.add(JSON.stringify(one)));
        sort();
      } catch (why) {
        have.clear();
        before.forEach((one) => have.add(one));
        sort();
        throw why;
      }
      return came.length;
    }

    function put(step, index, value) {
      const there = done[step][index];
      if (there && JSON.stringify(there) !== JSON.stringify(value)) throw no("threshold", `${step} ${index + 1}`);
      done[step][index] = value;
    }

    function sort() {
      STEPS.forEach((step) => done[step].fill(null));
      const all = Array.from(have, JSON.parse), ofKind = (kind) => all.filter((one) => kindOf(one) === kind);
      ofKind("certificate").forEach((one) => {
        const { context } = trustees.certificate(one), index = context ? context.index : 0;
        const fits = JSON.stringify(context) === JSON.stringify(trustees.context(place.size, place.needed, index));
        if (!fits || !Number.isInteger(index) || index < 1 || index > place.size) throw no("threshold", `certificate ${index}`);
        put("certificate", index - 1, one);
      });
      if (done.certificate.includes(null)) return;
      const made = trustees.certificates(done.certificate, place.needed);
      const signer = (sign) => made.findIndex((cert) => sign(cert.verification));
      ofKind("polynomial").forEach((one) => {
        const [message, signature] = picked(one.coefexps, "message", "signature");
        const index = signer((key) => channel.isSigned(key, string(message), signature));
        if (index < 0) throw no("threshold", "coefexps");
        put("polynomial", index, one);
      });
      ofKind("key").forEach((one) => {
        const [key, signature] = picked(one.public_key, "public_key", "signature");
        const index = signer((signing) => channel.isSigned(signing, string(key), signature));
        if (index < 0) throw no("threshold", "verification_keys: signature");
        put("key", index, one);
      });
    }

    const isWhole = (step) => !done[step].includes(null);
    const current = () => STEPS.find((step) => !isWhole(step)) || null;

    // how far it is: for each trustee what they have put there; what is mine to make now, if anything
    function state() {
      const step = current(), mine = step && !done[step][place.index - 1] ? step : null;
      const rows = Array.from({ length: place.size }, (_one, n) => STEPS.map((each) => Boolean(done[each][n])));
      return { step, mine, rows, raw: step ? null : finished() };
    }

    // the file of trustees
    function finished() {
      const keys = done.key.map((one) => one.public_key);
      return JSON.stringify([["Pedersen", ceremony.parameters(place, done.certificate, done.polynomial, keys)]]);
    }

    // my part of the step that it is at
    function make(draw) {
      const step = current(), { certificate, polynomial } = done;
      const made = step === "certificate" ? ceremony.certificate(place, seed, draw)
        : step === "polynomial" ? ceremony.polynomial(place, seed, certificate, draw)
          : ceremony.share(place, seed, certificate, polynomial, draw).told;
      const text = JSON.stringify(made);
      take(text);
      return { name: `${step}-${place.index}.json`, text };
    }

    return { take, state, make };
  }

  return { of, papers, kindOf };
})();
