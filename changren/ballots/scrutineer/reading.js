// What comes from others is read in one way only, or refused with the rule that it breaks (protocol/plain.py, rules.py).
"use strict";

class Rejected extends Error {
  // code: of the rule; where: which thing it is, if that is not plain
  constructor(code, detail = "", where = "") {
    super(code);
    Object.assign(this, { code, detail: String(detail), where });
  }
}

const reading = (() => {
  const { P, Q } = group;
  const HALF = /\\u[dD][89a-fA-F]/; // of a character, escaped: alone it cannot be written again
  const NUMBER = /^(0|[1-9][0-9]*)$/, HASH = /^[0-9a-f]{64}$/, LONGEST = String(P).length;

  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const no = (code, detail, where) => new Rejected(code, detail, where);
  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

  function text(bytes) {
    try {
      return decoder.decode(bytes);
    } catch {
      throw no("json");
    }
  }

  // JSON in whatever layout; and JSON that is written as we would write it
  function json(written) {
    if (HALF.test(written)) throw no("json", "an escaped half of a character");
    try {
      return JSON.parse(written);
    } catch {
      throw no("json");
    }
  }

  function exactly(written) {
    const value = json(written);
    if (JSON.stringify(value) !== written) throw no("json");
    return value;
  }

  // the values of exactly these fields, in this order; and of these among others
  function fields(value, ...names) {
    if (!isObject(value) || Object.keys(value).join() !== names.join()) throw no("json", names.join(", "));
    return names.map((name) => value[name]);
  }

  function picked(value, ...names) {
    if (!isObject(value) || names.some((name) => !(name in value))) throw no("json", names.join(", "));
    return names.map((name) => value[name]);
  }

  function list(value, length, code = "json") {
    if (!Array.isArray(value) || (length !== undefined && value.length !== length)) throw no(code);
    return value;
  }

  function string(value) {
    if (typeof value !== "string") throw no("json");
    return value;
  }

  function integer(value, least = 0) {
    if (!Number.isSafeInteger(value) || value < least) throw no("number", value);
    return value;
  }

  function hash(value) {
    if (typeof value !== "string" || !HASH.test(value)) throw no("json");
    return value;
  }

  function below(most, value) {
    const is = typeof value === "string" && value.length <= LONGEST && NUMBER.test(value);
    if (!is || BigInt(value) >= most) throw no("number", String(value).slice(0, 40));
    return BigInt(value);
  }

  const element = (value) => below(P, value);
  const exponent = (value) => below(Q, value);
  const proof = (value) => fields(value, "challenge", "response").map(exponent);

  return { no, text, json, exactly, fields, picked, list, string, integer, hash, element, exponent, proof };
})();
