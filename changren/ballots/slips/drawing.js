// Drawing the credentials of an election, in a worker. Their secret halves go to the page, which prints and forgets them.
"use strict";

const slips = (() => {
  const OFTEN = 10; // credentials between two signs of life

  // the credentials, and the file that is handed on: what `changren ballots slips` writes (protocol/credentials.py: roll)
  function made(count, uuid, draw, done = () => {}) {
    const own = [], publics = new Set();
    while (own.length < count) {
      const one = credentials.drawn(draw), half = credentials.publicOf(one, uuid);
      if (publics.has(half)) continue;
      publics.add(half);
      own.push(one);
      if (own.length % OFTEN === 0) done(own.length);
    }
    const list = credentials.listed([...publics]);
    return { own, list, file: `{"uuid":"${uuid}","credentials":${list}}` };
  }

  const drawnAs = (credential) => qr.encodeQR(credential, "svg", { ecc: "medium", border: 2 });

  return { made, drawnAs };
})();

if (typeof document === "undefined") {
  self.onmessage = ({ data }) => {
    try {
      const uuid = data.uuid || credentials.newUuid();
      const { own, list, file } = slips.made(data.count, uuid, undefined, (made) => self.postMessage({ made, of: data.count }));
      self.postMessage({ own, codes: own.map(slips.drawnAs), fingerprint: group.fingerprint(list), file });
    } catch (fault) {
      self.postMessage({ fault: String(fault && fault.message) });
    }
    self.close(); // and what it knew is gone
  };
}
