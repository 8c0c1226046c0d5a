// What every page that stands alone does: two languages, one thing at a time, and a worker that runs the same script.
"use strict";

// words: by language, the text of each element by its id, and other sentences; sections: of which one is shown
const stage = (words, sections, spoken = () => {}) => {
  const at = (id) => document.getElementById(id), source = at("script").textContent;
  let language = "zh";

  const say = (id, text) => { at(id).textContent = text; };
  const show = (id) => sections.forEach((one) => { at(one).hidden = one !== id; });
  const arrive = (id) => { show(id); at(id).focus(); };
  const grouped = (text) => text.match(/.{1,9}/g).join(" ");
  const file = (link, data, kind) => { link.href = URL.createObjectURL(new Blob([data], { type: kind })); };

  function speak() {
    Object.assign(it, { words: words[language], language });
    document.documentElement.lang = language === "zh" ? "zh-hans" : "en";
    Object.keys(it.words).forEach((id) => { if (at(id) && typeof it.words[id] === "string") say(id, it.words[id]); });
    spoken(it);
  }

  // a worker; heard: is told what it says
  function worker(heard) {
    const one = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
    one.onmessage = ({ data }) => heard(data);
    one.onerror = () => heard({ fault: "worker" });
    return one;
  }

  // the script runs: what sends people elsewhere is taken away
  function begin() {
    at("language").addEventListener("click", () => { language = language === "zh" ? "en" : "zh"; speak(); });
    speak();
    say("script-print", group.hex(group.sha256(source)));
    ["intro", "language"].forEach((id) => { at(id).hidden = false; });
  }

  const it = { at, say, show, arrive, grouped, file, worker, begin, words: words.zh, language };
  return it;
};
