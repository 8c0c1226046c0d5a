// The worker: it alone knows the seed and the share. Others of its kind verify ballots and know nothing.
"use strict";

if (typeof document === "undefined") {
  const SEED = 22;
  let kept = null, table = null, there = null, secret = null, opens = null, it = null;

  const isAlone = () => kept.size === 1;
  const alone = () => JSON.stringify([["Single", trustees.publicKey(trustees.secretOf(kept.seed))]]);

  function state() {
    const told = isAlone() ? { step: null, mine: null, rows: [], raw: (there = there || alone()) } : table.state();
    const { size, needed, index } = kept;
    return { ...told, size, needed, index, fingerprint: told.raw ? group.fingerprint(told.raw) : "" };
  }

  function known(given) {
    [kept, there, opens] = [given, null, null];
    table = isAlone() ? null : folder.of(kept, kept.seed);
    return state();
  }

  // the secret of this trustee: from the seed alone, or from the paper of the third step that only they can read
  function shareOf(papers) {
    if (isAlone()) return trustees.secretOf(kept.seed);
    const mine = papers.flatMap(folder.papers).filter((one) => folder.kindOf(one) === "key");
    for (const one of mine) {
      try {
        return ceremony.secretShare(kept.seed, one.private_key);
      } catch (why) {
        if (mine.length === 1) throw why;
      }
    }
    throw reading.no("threshold", `key-${kept.index}.json`);
  }

  const does = {
    begin({ size, needed, index, passphrase }) {
      const made = { seed: credentials.text(SEED), group: group.NAME, size, needed, index };
      return { file: vault.sealed(made, passphrase), state: known(made) };
    },
    unlock: ({ written, passphrase }) => ({ state: known(vault.opened(written, passphrase)) }),
    take({ written }) {
      written.forEach((one) => table.take(one));
      return { state: state() };
    },
    make: () => ({ ...table.make(), state: state() }),

    // opening: what is refused before a ballot is looked at; who adds up the parts; the share
    async open({ file, papers, asked }) {
      secret = shareOf(papers);
      const found = archive.read(new Uint8Array(await file.arrayBuffer())), owner = opening.begin(found, secret, asked);
      opens = { found, owner };
      const { raw, name, uuid } = found.election;
      return { raw, name, uuid, owner, ballots: found.ballots, counted: opening.counted(found) };
    },
    finish({ totals }) {
      const { found } = opens;
      opens.total = totals.reduce(checking.added, checking.zero(found.election));
      return { opened: opening.check(found, opens.total) };
    },
    share: () => ({ text: opening.share(opens.found, opens.total, secret, opens.owner) }),

    // the others
    ready({ raw }) {
      it = checking.ready(raw);
      return {};
    },
    batch: ({ file, ballots }) => checking.batch(it, file, ballots),
  };

  self.onmessage = async ({ data: { id, name, given } }) => {
    try {
      self.postMessage({ id, answer: await does[name](given) });
    } catch (why) {
      const { code, detail, where } = why;
      self.postMessage({ id, refused: why instanceof Rejected ? { code, detail, where } : { code: "", detail: String(why) } });
    }
  };
}
