// Credentials, and other texts that are drawn: the same as changren/ballots/protocol/credentials.py.
"use strict";

const credentials = (() => {
  const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", PARTS = [5, 6, 5, 6];
  const LENGTH = 22, UUID = /^[1-9A-HJ-NP-Za-km-z]{14,}$/, UUID_LENGTH = 14;

  // a number below `most`, each as likely as the others: what is left over at the end of a byte is drawn again
  function pick(most) {
    let byte;
    do [byte] = group.bytes(1); while (byte >= 256 - (256 % most));
    return byte % most;
  }

  const text = (length, draw = pick) => Array.from({ length }, () => BASE58[draw(BASE58.length)]).join("");
  const drawn = (draw) => PARTS.map((length) => text(length, draw)).join("-");
  const newUuid = (draw) => text(UUID_LENGTH, draw);

  // what somebody typed, with the dashes where they belong; "" if it cannot be a credential
  function normal(typed) {
    const bare = typed.replace(/[\s—–-]/g, "");
    if (bare.length !== LENGTH) return "";
    let start = 0;
    return PARTS.map((length) => bare.slice(start, (start += length))).join("-");
  }

  const secretOf = (credential, uuid) => group.wide((half) => `derive_credential|${uuid}|${half}|${credential}`);
  const publicOf = (credential, uuid) => group.generated(secretOf(credential, uuid));

  // the list of public halves, sorted by themselves, so that it does not tell in which order they were made
  const listed = (publics) => JSON.stringify(publics.slice().sort((one, other) => (one < other ? -1 : 1)).map(String));

  return { LENGTH, UUID, text, drawn, newUuid, normal, secretOf, publicOf, listed };
})();
