// The .bel archive: its layout, the chain of its events, and what they hold (protocol/archive.py, contents.py, election.py).
"use strict";

const archive = (() => {
  const { hex, sha256, fingerprint, NAME } = group;
  const { no, exactly, fields, picked, list, string, integer, hash, element } = reading;
  const BLOCK = 512, FIRST = "BELENIOS", DATA = ".data.json", EVENT = ".event.json", FORMAT = 1, MOST_BOXES = 10000;
  const BEFORE = { Setup: 4, Ballot: 1, EndBallots: 0, EncryptedTally: 2, PartialDecryption: 2, Result: 1 };
  const AFTER = {
    "": ["Setup"], Setup: ["Ballot", "EndBallots"], Ballot: ["Ballot", "EndBallots"], EndBallots: ["EncryptedTally"],
    EncryptedTally: ["PartialDecryption"], PartialDecryption: ["PartialDecryption", "Result"], Result: [],
  };

  const ascii = (bytes) => String.fromCharCode(...bytes);
  const octal = (value, length) => value.toString(8).padStart(length, "0");
  const same = (one, other) => one.length === other.length && one.every((byte, n) => byte === other[n]);
  const padded = (size) => Math.ceil(size / BLOCK) * BLOCK;

  // the 512 bytes before a member
  function header(name, size, at) {
    const made = new Uint8Array(BLOCK);
    const put = (place, text) => made.set(Array.from(text, (one) => one.charCodeAt(0)), place);
    [[0, name], [100, "0000644"], [108, "0000000"], [116, "0000000"], [124, octal(size, 11)], [136, octal(at, 11)],
      [148, " ".repeat(8)], [156, "0"]].forEach((pair) => put(...pair));
    put(148, `${octal(made.reduce((sum, byte) => sum + byte, 0), 6)}\0 `);
    return made;
  }

  function named(head, place) {
    const name = ascii(head.slice(0, 100)).replace(/\0+$/, ""), size = ascii(head.slice(124, 135));
    if (head.length !== BLOCK || !/^[0-7]{11}$/.test(size) || /[^ -~]/.test(name)) throw no("archive", "", `byte ${place}`);
    return [name, parseInt(size, 8)];
  }

  // every member: its name, where its data begin, and they
  function members(bytes) {
    const made = [];
    let at = null;
    if (!bytes.length) throw no("archive");
    for (let place = 0; place < bytes.length;) {
      const head = bytes.subarray(place, place + BLOCK), [name, size] = named(head, place), begins = place + BLOCK;
      const data = bytes.subarray(begins, begins + size), rest = bytes.subarray(begins + size, begins + padded(size));
      if (at === null) at = begun(name, data);
      if (data.length !== size || rest.length !== padded(size) - size || rest.some((byte) => byte !== 0) ||
          !same(head, header(name, size, at))) throw no("archive", "", `byte ${place}`);
      if (place > 0) {
        if (hex(sha256(data)) !== name.split(".")[0]) throw no("name", "", name.slice(0, 12));
        made.push({ name, place: begins, data });
      }
      place = begins + padded(size);
    }
    return made;
  }

  function begun(name, data) {
    if (name !== FIRST) throw no("archive", FIRST);
    const [version, at] = fields(exactly(reading.text(data)), "version", "timestamp");
    if (version !== FORMAT || !/^(0|[1-9][0-9]{0,10})$/.test(at)) throw no("version", version);
    return Number(at);
  }

  // the events, each with exactly the data that it asks for
  function steps(bytes) {
    const made = [], names = new Set();
    let waiting = [], before = null, repeated = false;
    for (const one of members(bytes)) {
      repeated = repeated || names.has(one.name);
      names.add(one.name);
      if (one.name.endsWith(DATA)) {
        waiting.push(one);
      } else if (one.name.endsWith(EVENT)) {
        before = step(one, waiting, before, repeated);
        made.push(before);
        waiting = [];
      } else {
        throw no("left-over", "", one.name.slice(0, 80));
      }
    }
    if (waiting.length || !before) throw no("left-over");
    return made;
  }

  function step(one, data, before, repeated) {
    const where = `event ${before ? before.height + 1 : 0}`, value = exactly(reading.text(one.data));
    const [height, kind] = picked(value, "height", "type"), { parent, payload } = value;
    fields(value, ...["parent", "height", "type", "payload"].filter((name) => name in value));
    integer(height);
    [parent, payload].filter((each) => each !== undefined).forEach(hash);
    if (!AFTER[before ? before.kind : ""].includes(kind)) throw no("order", kind, where);
    if (height !== (before ? before.height + 1 : 0) || parent !== (before ? before.head : undefined)) throw no("chain", "", where);
    const last = data.length ? data[data.length - 1].name.split(".")[0] : undefined;
    if (repeated || data.length !== BEFORE[kind] || payload !== last) {
      throw no(kind === "Ballot" && (repeated || !data.length) ? "twice" : "left-over", kind, where);
    }
    return { kind, height, data, head: one.name.split(".")[0] };
  }

  // ─── what they hold

  function question(value) {
    if (value && value.blank) throw no("question", "blank");
    const [answers, least, most, text] = fields(value, "answers", "min", "max", "question");
    list(answers).forEach(string);
    if (!answers.length || integer(least) > integer(most) || most > answers.length) throw no("question", text);
    return { boxes: answers.length, min: least, max: most, text: string(text) };
  }

  function election(raw) {
    const value = exactly(raw);
    const [version, its, y, questions, uuid, name] = picked(value, "version", "group", "public_key", "questions", "uuid", "name");
    if (version !== 1) throw no("version", version);
    if (its !== NAME) throw no("group", its);
    const key = element(y), asked = list(questions).map(question), boxes = asked.reduce((sum, one) => sum + one.boxes, 0);
    if (key === 1n || !powers.isMember(key)) throw no("member", "public_key");
    if (boxes < 1 || boxes > MOST_BOXES || !credentials.UUID.test(string(uuid))) throw no("question", asked.length);
    return { raw, uuid, name: string(name), key, questions: asked, phi: fingerprint(raw) };
  }

  // every one a member of its own, with no weight
  function roll(raw) {
    const listed = list(exactly(raw));
    listed.forEach((one, n) => {
      if (string(one).includes(",")) throw no("weights");
      const key = element(one);
      if (key === 1n || !powers.isMember(key)) throw no("member", `credential ${n + 1}`);
    });
    if (!listed.length || new Set(listed).size !== listed.length) throw no("credentials", listed.length);
    return new Set(listed);
  }

  function setUp({ data }) {
    const [described, trusted, listed, setup] = data.map((one) => reading.text(one.data));
    const told = fields(exactly(setup), "election", "trustees", "credentials").map(hash);
    if (told.some((one, n) => one !== data[n].name.split(".")[0])) throw no("left-over", "setup");
    const it = election(described), known = trustees.read(trusted);
    if (known.key !== it.key) throw no("public-key");
    return { election: it, trustees: known, roll: roll(listed) };
  }

  const CREDENTIAL = /"credential":"([0-9]+)"/;

  function cast({ height, data: [one] }) {
    const found = CREDENTIAL.exec(reading.text(one.data));
    if (!found) throw no("json", "credential", `event ${height}`);
    return { height, hash: one.name.split(".")[0], credential: found[1], place: one.place, size: one.data.length };
  }

  function share({ height, data: [payload, owned] }, owners) {
    const [owner, name] = fields(exactly(reading.text(owned.data)), "owner", "payload");
    if (hash(name) !== payload.name.split(".")[0]) throw no("left-over", "payload", `event ${height}`);
    if (integer(owner, 1) > owners) throw no("owner", owner, `event ${height}`);
    return { owner, raw: reading.text(payload.data), height };
  }

  // an archive whose structure is whole; the ballots and shares are not verified here
  function read(bytes) {
    const made = steps(bytes), found = setUp(made[0]);
    const of = (kind) => made.filter((one) => one.kind === kind);
    found.ballots = of("Ballot").map(cast);
    found.phase = made[made.length - 1].kind;
    [found.tally, found.sized] = of("EncryptedTally").flatMap((one) => one.data.map((each) => reading.text(each.data)));
    found.shares = of("PartialDecryption").map((one) => share(one, found.trustees.keys.length));
    if (new Set(found.shares.map((one) => one.owner)).size !== found.shares.length) throw no("owner");
    const last = new Map(found.ballots.map((one) => [one.credential, one.height]));
    found.ballots.forEach((one) => { one.counts = last.get(one.credential) === one.height; });
    return found;
  }

  return { read, election };
})();
