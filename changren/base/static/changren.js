// What the pages do beyond HTML. Every page works without it; every word it shows stands in the page.
(() => {
  "use strict";

  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));

  // Live: the stream says what was done ("proposals.second 0190…"); what shows that room asks again, through htmx.
  const SOON = 300; // milliseconds: several acts at once are one question
  const SPREAD = 700; // milliseconds: a hall full of telephones does not ask in the same instant
  const asked = new Map();

  const ask = (element) => {
    if (asked.has(element)) return;
    const fire = () => {
      asked.delete(element);
      element.dispatchEvent(new CustomEvent("changed"));
    };
    asked.set(element, setTimeout(fire, SOON + Math.random() * SPREAD));
  };

  // What a page of the hall does with it, hall.js says.
  const pass = (event) => document.dispatchEvent(
    new CustomEvent(`changren:${event.type}`, { detail: { says: event.data, number: event.lastEventId } })
  );

  const told = (event) => {
    const room = event.data.split(".")[0];
    pass(event);
    all("[data-live]").filter((one) => one.dataset.live.split(" ").includes(room)).forEach(ask);
  };

  let stream = null;
  const listen = () => {
    const address = document.body.dataset.stream;
    if (!address || stream || !window.EventSource) return;
    stream = new EventSource(address);
    stream.addEventListener("act", told);
    stream.addEventListener("pulse", pass);
    stream.addEventListener("reload", (event) => {
      pass(event);
      all("[data-live]").forEach(ask);
    });
  };
  const hush = () => {
    if (stream) stream.close();
    stream = null;
  };

  // Unsent text: what is typed is kept on the server until it is sent, on any device of the same person.
  const PAUSE = 1000; // milliseconds without a key
  const ENDED = "ended"; // the session: the answer was the sign-in page
  const NEVER = ["password", "file"]; // nor what the browser itself is told not to remember
  const isSecret = (one) => NEVER.includes(one.type) || one.autocomplete === "off" || one.name.includes("password");

  const typed = (form) => {
    const body = new URLSearchParams();
    const never = new Set(Array.from(form.elements).filter(isSecret).map((one) => one.name));
    new FormData(form).forEach((value, name) => {
      if (!never.has(name)) body.append(name, value);
    });
    body.append("form", form.dataset.unsent);
    return body;
  };

  // A page that is being left may send 64 kB and no more (keepalive); one that stays, anything.
  const post = (address, body, keepalive) =>
    fetch(address, { method: "POST", body, credentials: "same-origin", keepalive }).then((answer) => {
      if (answer.status !== 204) throw new Error(answer.redirected ? ENDED : answer.status);
    });

  const lost = (says, error) => (error.message === ENDED ? says.dataset.ended : says.dataset.lost);
  const clock = (now) => [now.getHours(), now.getMinutes()].map((n) => String(n).padStart(2, "0")).join(":");

  const guard = (form) => {
    const says = form.querySelector("[data-kept]");
    let waiting = null;
    let sent = false;
    let cut = false; // when the text was to be kept, nobody answered
    let asking = false; // whether somebody does, before the page is left
    let known = false; // that somebody does, whatever the browser thinks of its connection

    const say = (text, bad) => {
      if (!says) return;
      says.textContent = text;
      says.classList.toggle("wrong", bad);
    };
    const keep = (leaving) => {
      clearTimeout(waiting);
      if (!(waiting || cut) || sent) return;
      waiting = null;
      post(form.dataset.unsentKeep, typed(form), leaving).then(() => {
        cut = false;
        say(says ? says.dataset.kept.replace("{time}", clock(new Date())) : "", false);
      }).catch((error) => {
        cut = error instanceof TypeError;
        say(says ? lost(says, error) : "", true);
      });
    };
    form.addEventListener("input", () => {
      sent = false;
      clearTimeout(waiting);
      waiting = setTimeout(keep, PAUSE, false);
    });
    form.addEventListener("submit", (event) => {
      clearTimeout(waiting);
      if (known || (!cut && navigator.onLine !== false) || !form.requestSubmit) {
        sent = true;
        return;
      }
      event.preventDefault(); // without a connection the browser would leave the page, and the text with it
      if (asking) return;
      asking = true;
      waiting = null;
      const goOn = () => {
        known = true;
        form.requestSubmit(event.submitter);
        known = false;
      };
      post(form.dataset.unsentKeep, typed(form), false).then(goOn).catch((error) => {
        cut = error instanceof TypeError;
        if (cut) say(says ? says.dataset.unsent : "", true);
        else goOn();
      }).finally(() => { asking = false; });
    });
    window.addEventListener("pagehide", () => keep(true));
    window.addEventListener("online", () => keep(false));

    all("[data-unsent-throw]").forEach((line) => {
      line.hidden = false;
      line.addEventListener("click", () => {
        sent = true;
        post(form.dataset.unsentDrop, typed(form), false).then(() => location.replace(location.pathname + location.search));
      });
    });
  };

  // Sent once: the button says so and rests, because the second press is a habit.
  const REST = 5000; // milliseconds
  const rest = (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    const buttons = all("button:not([type=button])", form);
    const pressed = event.submitter || buttons[0];
    setTimeout(() => {
      buttons.forEach((one) => { one.disabled = true; });
      if (pressed && pressed.classList.contains("button")) {
        pressed.dataset.says = pressed.textContent;
        pressed.textContent = document.body.dataset.sending || pressed.textContent;
      }
    });
    setTimeout(() => wake(form), REST);
  };
  const wake = (form) => all("button:disabled", form).forEach((one) => {
    one.disabled = false;
    if (one.dataset.says) one.textContent = one.dataset.says;
    delete one.dataset.says;
  });

  // How many characters are left: as the server counts them, so one for each sign.
  const count = (line) => {
    const area = line.closest(".field").querySelector("textarea");
    const show = () => {
      const left = Number(line.dataset.limit) - Array.from(area.value).length;
      line.textContent = (left < 0 ? line.dataset.over : line.dataset.left).replace("{n}", Math.abs(left));
      line.classList.toggle("is-over", left < 0);
    };
    area.addEventListener("input", show);
    show();
  };

  // A suggestion that fills in a field of the form it stands in.
  const fill = (event) => {
    const button = event.target.closest("[data-fill]");
    const field = button && button.closest("form").elements[button.dataset.fill];
    if (!field) return;
    field.value = button.dataset.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  };

  document.addEventListener("click", fill);
  document.addEventListener("submit", rest);
  all("form[data-unsent]").forEach(guard);
  all("[data-limit][data-left]").forEach(count);
  all(".summary").slice(0, 1).forEach((one) => one.focus());
  listen();
  window.addEventListener("pagehide", hush);
  window.addEventListener("pageshow", (event) => {
    listen();
    if (!event.persisted) return;
    all("form").forEach(wake);
    all("[data-live]").forEach(ask);
  });
})();
