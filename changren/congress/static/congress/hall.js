// The hall: its screen, its telephones, its desks. Every word that is shown stands in the page.
(() => {
  "use strict";

  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const one = (selector, within = document) => within.querySelector(selector);
  const key = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  };
  const kept = (name) => {
    try { return JSON.parse(localStorage.getItem(name)); } catch (error) { return null; }
  };
  const keep = (name, value) => {
    try { localStorage.setItem(name, JSON.stringify(value)); } catch (error) { /* full, or forbidden: still on the page */ }
  };
  const send = (address, told) => fetch(address, {
    method: "POST", credentials: "omit", headers: { "Content-Type": "application/json" }, body: JSON.stringify(told),
  }).then((answer) => {
    if (answer.status >= 500) throw new Error(answer.status);
    return answer.json();
  });

  // Counts that move: "congress.present 0190… 81 4".
  const counts = new Map();
  const show = () => {
    all("[data-pulse]").forEach((place) => {
      const said = counts.get(place.dataset.pulse);
      if (said && said[place.dataset.part] !== undefined) place.textContent = said[place.dataset.part];
    });
    all("[data-need]").forEach((place) => {
      const said = counts.get(place.dataset.of);
      if (!said) return;
      const is = Number(said[0]) >= Number(place.dataset.need) ? "1" : "0";
      all("[data-is]", place).forEach((word) => { word.hidden = word.dataset.is !== is; });
    });
  };
  document.addEventListener("changren:pulse", (event) => {
    const [name, of, ...numbers] = event.detail.says.split(" ");
    counts.set(`${name} ${of}`, numbers);
    show();
  });

  // The clock of whoever speaks.
  let since = performance.now();
  const tick = () => all("[data-seconds]").forEach((clock) => {
    const spent = Number(clock.dataset.seconds) + Math.floor((performance.now() - since) / 1000);
    const left = Number(clock.dataset.most) - spent;
    const shown = Math.abs(left);
    clock.textContent = `${left < 0 ? "+" : ""}${Math.floor(shown / 60)}:${String(shown % 60).padStart(2, "0")}`;
    clock.classList.toggle("is-over", left < 0);
  });
  setInterval(tick, 1000);
  tick();

  // The picture of the hall: asked for again after every act, and now and then in case one was missed.
  const picture = one("[data-now]");
  const EVERY = 20000;
  let asking = false;
  let again = null;
  const arrange = () => {
    since = performance.now();
    tick();
    show();
    const code = one("[data-code]");
    const lets = one("[data-lets-in]");
    if (code && lets) code.hidden = !lets.dataset.letsIn;
    ready();
  };
  const ask = (number) => {
    if (asking) {
      again = number;
      return;
    }
    asking = true;
    fetch(`${picture.dataset.now}?n=${number || ""}`, { credentials: "omit" }).then((answer) => {
      if (!answer.ok) throw new Error(answer.status);
      return answer.text();
    }).then((text) => {
      picture.innerHTML = text;
      arrange();
      cut(false);
    }).catch(() => cut(true)).finally(() => {
      asking = false;
      if (again !== null) {
        const next = again;
        again = null;
        ask(next);
      }
    });
  };
  const cut = (is) => all("[data-cut]").forEach((line) => { line.hidden = !is; });
  if (picture) {
    document.addEventListener("changren:act", (event) => {
      const rooms = one("[data-wakes]").dataset.wakes.split(" ");
      if (rooms.includes(event.detail.says.split(".")[0])) ask(event.detail.number);
    });
    document.addEventListener("changren:reload", () => ask(""));
    setInterval(() => ask(""), EVERY + Math.random() * EVERY);
  }
  const code = one("[data-code]");
  if (code) {
    let n = 0;
    setInterval(() => {
      n += 1;
      if (!code.hidden) one("img", code).src = `${code.dataset.code}?${n}`;
    }, 30000);
  }

  // A delegate's vote: chosen, sent, kept until it is acknowledged. The same key counts once.
  const phone = one("[data-ticket]");
  const RETRY = 2000;
  const says = (text) => {
    const line = one("[data-press-says]");
    if (line) line.textContent = text;
  };
  const own = (vote) => kept(`vote ${vote}`);
  const deliver = (vote) => {
    const mine = own(vote);
    if (!mine || mine.done) return;
    says(phone.dataset.sending);
    send(phone.dataset.ticket, { vote, answer: mine.answer, key: mine.key }).then((answer) => {
      keep(`vote ${vote}`, { done: true, says: answer.refused || "" });
      ready();
    }).catch(() => {
      says(phone.dataset.lost);
      setTimeout(deliver, RETRY, vote);
    });
  };
  function ready() {
    const press = phone && one("[data-press]");
    if (!press) {
      if (phone) says("");
      return;
    }
    const vote = press.dataset.press;
    const mine = own(vote) || (phone.dataset.voted === vote ? { done: true, says: "" } : null);
    press.hidden = Boolean(mine);
    if (mine) {
      if (mine.done) says(mine.says || phone.dataset.taken);
      return;
    }
    says("");
    const answers = all("[data-answer]", press);
    const button = one(".press-send", press);
    let chosen = "";
    answers.forEach((answer) => answer.addEventListener("click", () => {
      chosen = answer.dataset.answer;
      answers.forEach((each) => each.setAttribute("aria-pressed", String(each === answer)));
      button.disabled = false;
    }));
    button.addEventListener("click", () => {
      keep(`vote ${vote}`, { answer: chosen, key: key() });
      press.hidden = true;
      deliver(vote);
    });
  }
  if (phone) {
    ready();
    const press = one("[data-press]");
    if (press && own(press.dataset.press)) deliver(press.dataset.press);
  }

  // A desk at the door: finds people without the network, and notes who came until it is back.
  const desk = document.getElementById("desk");
  if (!desk) return;
  const says_ = desk.dataset;
  const LIST = `desk list ${says_.meeting}`;
  const QUEUE = `desk queue ${says_.meeting} ${says_.desk}`;
  const asked = document.getElementById("asked");
  const said = one("[data-said]", desk);
  const found = one("[data-found]", desk);
  let people = kept(LIST) || [];
  let queue = kept(QUEUE) || [];
  let sending = false;

  const tell = (text, tone) => {
    said.textContent = text;
    said.className = `desk-said ${tone ? `hall-${tone}` : ""}`;
  };
  const waiting = () => {
    const line = one("[data-queue]", desk);
    line.hidden = queue.length === 0;
    line.textContent = says_.queue.replace("{n}", queue.length);
  };
  const named = (person) => person.name + (person.number ? ` (${person.number})` : "");
  const told = (done) => {
    const person = people.find((each) => each.id === done.id);
    if (person) person.in = done.in;
    if (done.refused) tell(`${done.name || (person ? person.name : done.who)} · ${done.refused}`, "bad");
    else if (!done.in) tell(`${done.name} ${says_.out}`, "good");
    else tell(`${done.name} ${done.new ? says_.in : says_.again}${done.seat ? ` · ${says_.seat} ${done.seat}` : ""}`, done.new ? "good" : "");
  };
  const flush = () => {
    if (sending || queue.length === 0) return;
    sending = true;
    const batch = queue.slice(0, 100);
    const passages = batch.map((each) => ({ who: each.who, way: each.way, key: each.key, waited: Math.max(0, (Date.now() - each.at) / 1000) }));
    send(says_.pass, { passages }).then((answer) => {
      const done = new Set(batch.map((each) => each.key));
      queue = queue.filter((each) => !done.has(each.key));
      keep(QUEUE, queue);
      (answer.done || []).forEach(told);
    }).catch(() => { /* stays in the queue */ }).finally(() => {
      sending = false;
      waiting();
    });
  };
  const pass = (who, way, name) => {
    queue.push({ who, way, key: key(), at: Date.now() });
    keep(QUEUE, queue);
    tell(`${name} ${says_.noted}`, "");
    waiting();
    flush();
  };
  const fits = (person, text) => person.name.includes(text) || person.sounds.split(" ").some((sound) => sound.startsWith(text))
    || String(person.number) === text || person.code === text;
  const look = (text) => {
    const words = text.trim().toLowerCase();
    if (!words) return [];
    const exact = people.filter((person) => person.code === text.trim() || String(person.number) === words);
    return exact.length ? exact : people.filter((person) => fits(person, words)).slice(0, 8);
  };
  const list = () => {
    found.textContent = "";
    look(asked.value).forEach((person) => {
      const line = document.createElement("li");
      const label = document.createElement("span");
      label.textContent = `${named(person)} · ${person.group || person.standing}${person.seat ? ` · ${says_.seat} ${person.seat}` : ""}`;
      const button = document.createElement("button");
      button.type = "button";
      button.className = `button${person.in ? " button--quiet" : ""}`;
      button.textContent = person.in ? says_.letOut : says_.letIn;
      button.addEventListener("click", () => {
        pass(person.id, person.in ? "out" : "in", person.name);
        asked.value = "";
        list();
        asked.focus();
      });
      line.append(label, button);
      found.append(line);
    });
  };
  const scanned = (text) => {
    const code = text.trim().replace(/[/]+$/, "").split("/").pop();
    const hits = look(code);
    if (hits.length === 1) pass(hits[0].id, "in", hits[0].name);
    else if (hits.length === 0 && (code.length > 5 || people.length === 0)) pass(code, "in", code);
    else if (hits.length === 0) tell(says_.none, "bad");
    if (hits.length < 2) asked.value = "";
    list();
  };
  asked.addEventListener("input", list);
  asked.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && asked.value.trim()) {
      event.preventDefault();
      scanned(asked.value);
    }
  });

  const groups = () => {
    const place = one("[data-groups]", desk);
    place.textContent = "";
    Array.from(new Set(people.map((person) => person.group).filter(Boolean))).sort().forEach((group) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button--quiet";
      button.textContent = group;
      button.addEventListener("click", () => {
        const rest = people.filter((person) => person.group === group && !person.in);
        if (rest.length && confirm(says_.bulk.replace("{n}", rest.length).replace("{group}", group))) {
          rest.forEach((person) => pass(person.id, "in", person.name));
        }
      });
      place.append(button);
    });
  };
  const load = () => fetch(says_.names, { credentials: "omit" }).then((answer) => answer.json()).then((answer) => {
    people = answer.people;
    keep(LIST, people);
    groups();
    list();
  }).catch(() => groups());

  const camera = one("[data-scan]", desk);
  if (window.BarcodeDetector && navigator.mediaDevices) {
    camera.hidden = false;
    camera.addEventListener("click", () => {
      const video = one("[data-camera]", desk);
      const reader = new window.BarcodeDetector({ formats: ["qr_code"] });
      let last = "";
      navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }).then((stream) => {
        video.srcObject = stream;
        video.hidden = false;
        return video.play();
      }).then(() => setInterval(() => reader.detect(video).then((codes) => {
        if (codes.length && codes[0].rawValue !== last) {
          last = codes[0].rawValue;
          scanned(last);
        }
      }).catch(() => {}), 300)).catch(() => { camera.hidden = true; });
    });
  }
  load();
  waiting();
  flush();
  setInterval(flush, RETRY);
  window.addEventListener("online", flush);
})();
