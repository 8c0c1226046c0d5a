// The page of a scrutineer: draw a key with others, keep it, open one sum. All that is secret stays in a worker.
"use strict";

if (typeof document !== "undefined") {
  const SHORTEST = 10, MOST = 20, BATCH = 4, WORKERS = 8, PRINT = /^[A-Za-z0-9+/]{43}$/, REMEMBERED = "changren-opened:";
  const STEPS = ["certificate", "polynomial", "key"];
  const SECTIONS = ["start", "new", "keep", "unlock", "table", "open", "working", "opened"];
  const rules = JSON.parse(document.getElementById("rules").textContent);
  const it = stage(WORDS, SECTIONS, spoken), { at, say } = it;
  let state = null, made = null, isSaved = true, isNew = false, opens = false, done = null, unsaved = false, complaint = null;

  // ─── asking a worker

  function asker() {
    const waiting = new Map();
    const one = it.worker(({ id, answer, refused, fault }) => {
      if (fault) {
        waiting.forEach(({ fail }) => fail({ code: "", detail: fault }));
        waiting.clear();
        return;
      }
      const { tell, fail } = waiting.get(id);
      waiting.delete(id);
      if (refused) fail(refused);
      else tell(answer);
    });
    let asked = 0;
    const ask = (name, given) => new Promise((tell, fail) => {
      waiting.set(++asked, { tell, fail });
      one.postMessage({ id: asked, name, given });
    });
    return { ask, end: () => one.terminate() };
  }

  const { ask } = asker();

  function sentence({ code, detail, where }) {
    const rule = rules[code], own = it.words.own[`${code} ${detail}`];
    if (own) return own;
    if (!rule) return it.words.failed;
    const parts = [where, detail].filter(Boolean), text = rule[it.language];
    return it.words.refused + (parts.length ? it.words.more(text, parts) : text);
  }

  // while something is worked out; then what was wrong is said in its place, and all that was typed is still there
  async function during(says, place, wrong, work) {
    say("working-says", it.words[says] || says);
    at("progress").hidden = true;
    complain(wrong, "");
    it.arrive("working");
    try {
      await work();
    } catch (why) {
      it.show(place);
      complain(wrong, why);
    }
  }

  function complain(wrong, why) {
    complaint = why ? [wrong, why] : null;
    say(wrong, why ? (typeof why === "string" ? it.words[why] : sentence(why)) : "");
  }

  // ─── a new key

  const numberIn = (id) => (/^\d{1,6}$/.test(at(id).value) ? Number(at(id).value) : 0);

  function place() {
    const [size, needed, index] = ["size", "needed", "index"].map(numberIn);
    const fits = size >= 1 && size <= MOST && needed >= Math.min(2, size) && needed <= size && index >= 1 && index <= size;
    return fits ? { size, needed, index } : null;
  }

  at("new").addEventListener("submit", (event) => {
    event.preventDefault();
    const mine = place(), passphrase = at("phrase").value;
    const why = Array.from(passphrase).length < SHORTEST ? "phraseShort" : passphrase !== at("phrase-again").value ? "phraseOther" : "";
    say("place-wrong", "");
    complain("phrase-wrong", why);
    if (!mine) complain("place-wrong", "placeWrong");
    if (!mine || why) {
      at(mine ? "phrase" : "index").focus();
      return;
    }
    during("drawing", "new", "phrase-wrong", async () => {
      const answer = await ask("begin", { ...mine, passphrase });
      at("new").reset();
      [state, isNew, unsaved] = [answer.state, true, true];
      it.file(at("secret"), answer.file, "application/json");
      at("secret").download = `scrutineer-${state.index}.json`;
      it.arrive("keep");
    });
  });

  at("secret").addEventListener("click", () => {
    unsaved = false;
    at("kept").disabled = false;
  });

  // ─── a key that is there

  at("unlock").addEventListener("submit", (event) => {
    event.preventDefault();
    const [file] = at("secret-file").files, passphrase = at("passphrase").value;
    if (!file) {
      complain("unlock-wrong", "noFile");
      return;
    }
    during("entering", "unlock", "unlock-wrong", async () => {
      ({ state } = await ask("unlock", { written: await file.text(), passphrase }));
      at("passphrase").value = "";
      isNew = false;
      if (opens) showOpen();
      else showTable();
    });
  });

  // ─── around the table

  function listed() {
    at("people").replaceChildren(...state.rows.map((row, n) => {
      const line = document.createElement("li");
      line.append(it.words.person(n + 1, n + 1 === state.index));
      row.forEach((has, step) => {
        const one = document.createElement("span");
        one.className = has ? "done" : "missing";
        one.textContent = `${step ? it.words.lists : ""}${it.words.short[STEPS[step]]} ${has ? it.words.has : it.words.lacks}`;
        line.append(one);
      });
      return line;
    }));
  }

  function tell() {
    if (!state) return;
    const { step, mine, rows, raw } = state, missing = rows.flatMap((row, n) => (row[STEPS.indexOf(step)] ? [] : [n + 1]));
    say("step", raw ? it.words.doneTitle : it.words.steps[step]);
    say("step-says", raw ? it.words.doneSays : mine ? it.words.turn : it.words.waiting(missing));
    listed();
    Object.entries({
      make: mine, "make-hint": mine && !isNew, mine: made, bringing: !raw && isSaved, drawn: raw && isSaved,
    }).forEach(([id, shown]) => { at(id).hidden = !shown; });
    if (made) {
      say("piece", (isSaved ? it.words.again : it.words.piece)(made.name));
      at("piece").className = `button ${isSaved ? "quiet" : "primary"}`;
      at("text").value = made.text;
    }
    if (raw) {
      say("trustees-print", it.grouped(state.fingerprint));
      it.file(at("trustees"), raw, "application/json");
    }
  }

  function showTable() {
    tell();
    it.arrive("table");
  }

  at("make").addEventListener("click", () => during("making", "table", "table-wrong", async () => {
    const answer = await ask("make");
    [state, made, isSaved, unsaved] = [answer.state, answer, false, true];
    it.file(at("piece"), made.text, "application/json");
    at("piece").download = made.name;
    showTable();
  }));

  at("piece").addEventListener("click", () => {
    [unsaved, isSaved] = [false, true];
    setTimeout(tell, 0); // once the browser has taken the file
  });

  const take = (written) => during("making", "table", "table-wrong", async () => {
    ({ state } = await ask("take", { written }));
    at("pasted").value = "";
    showTable();
  });

  at("bring").addEventListener("change", async () => {
    const written = await Promise.all(Array.from(at("bring").files, (file) => file.text()));
    at("bring").value = ""; // so that the same file can be chosen again
    if (written.length) take(written);
  });
  at("take").addEventListener("click", () => { if (at("pasted").value.trim()) take([at("pasted").value]); });

  // ─── opening

  function showOpen() {
    at("own-field").hidden = state.size === 1;
    it.arrive("open");
  }

  // every ballot, by as many workers as the device has hands
  async function verified(file, { raw, ballots }) {
    const many = Math.max(1, Math.min(WORKERS, navigator.hardwareConcurrency || 2, Math.ceil(ballots.length / BATCH)));
    const totals = [], failures = [], hands = Array.from({ length: many }, asker);
    let next = 0, finished = 0;
    at("progress").hidden = false;
    const work = async (hand) => {
      await hand.ask("ready", { raw });
      while (next < ballots.length) {
        const some = ballots.slice(next, (next += BATCH)), answer = await hand.ask("batch", { file, ballots: some });
        totals.push(answer.total);
        failures.push(...answer.failures);
        finished += some.length;
        at("progress").value = finished / ballots.length;
        say("working-says", it.words.verifying(finished, ballots.length));
      }
    };
    try {
      await Promise.all(hands.map(work));
    } finally {
      hands.forEach((hand) => hand.end());
    }
    if (failures.length) throw failures[0];
    return totals;
  }

  const OPENED = { code: "opened-before", detail: "", where: "" };

  // one sum ever: what the device and the record know, and whether the device can remember
  function remember(uuid, opened, record) {
    if ((record[uuid] || opened) !== opened) throw OPENED;
    let remembers = true, before = null;
    try {
      before = localStorage.getItem(REMEMBERED + uuid);
      localStorage.setItem(REMEMBERED + uuid, before || opened);
      remembers = localStorage.getItem(REMEMBERED + uuid) !== null;
    } catch {
      remembers = false;
    }
    if (before && before !== opened) throw OPENED;
    return { remembers, record: { ...record, [uuid]: opened } };
  }

  async function recordIn(file) {
    const told = file ? await file.text().then(JSON.parse).catch(() => null) : {};
    if (!told || typeof told !== "object" || Array.isArray(told)) throw { code: "json", detail: file.name, where: "" };
    return told;
  }

  async function openWith(file, papers, asked) {
    const record = await recordIn(at("memory").files[0]);
    const found = await ask("open", { file, papers, asked }), totals = await verified(file, found);
    say("working-says", it.words.summing);
    const { opened } = await ask("finish", { totals }), memory = remember(found.uuid, opened, record);
    const { text } = await ask("share");
    done = { ...found, remembers: memory.remembers };
    it.file(at("share"), text, "application/json");
    at("share").download = `share-${found.owner}.json`;
    it.file(at("remembered"), JSON.stringify(memory.record, null, 1), "application/json");
    at("remembered").download = `scrutineer-${state.index}.json.opened`;
    at("share").hidden = !memory.remembers;
    unsaved = true;
    spoken();
    it.arrive("opened");
  }

  at("open").addEventListener("submit", async (event) => {
    event.preventDefault();
    const [file] = at("archive").files, fewest = numberIn("fewest"), fingerprint = at("published").value.replace(/\s/g, "");
    const why = !file ? "noArchive" : !PRINT.test(fingerprint) ? "noPublished" : fewest < 1 ? "noFewest" : "";
    complain("open-wrong", why);
    if (why) return;
    const papers = await Promise.all(Array.from(at("own").files, (one) => one.text()));
    during("reading", "open", "open-wrong", () => openWith(file, papers, { fingerprint, fewest }));
  });

  at("remembered").addEventListener("click", () => { at("share").hidden = false; });
  at("share").addEventListener("click", () => { unsaved = false; });

  // ─── the page

  function spoken() {
    tell();
    if (complaint) complain(...complaint);
    if (!done) return;
    say("opened-title", it.words.openedTitle(done.owner));
    say("opened-says", it.words.openedSays(done.name, done.ballots.length, done.counted));
    say("remembered-hint", done.remembers ? it.words.rememberedMay : it.words.rememberedMust);
  }

  at("first").addEventListener("click", () => { it.show("new"); at("size").focus(); });
  [["resume", false], ["count", true]].forEach(([id, opening]) => at(id).addEventListener("click", () => {
    opens = opening;
    it.show("unlock");
    at("secret-file").focus();
  }));
  at("kept").addEventListener("click", showTable);
  window.addEventListener("beforeunload", (event) => {
    if (!unsaved) return;
    event.preventDefault();
    event.returnValue = "";
  });

  it.begin();
  if ("arrayBuffer" in Blob.prototype && "replaceChildren" in Element.prototype) {
    at("unable").hidden = true;
    it.show("start");
  }
}
