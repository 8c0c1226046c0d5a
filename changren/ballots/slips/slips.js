// The page of whoever makes the credentials: how many, print, forget, hand the public list on. Nothing is kept anywhere.
"use strict";

if (typeof document !== "undefined") {
  const WORDS = {
    zh: {
      title: "制作投票凭证条", language: "English",
      intro: "凭证在本机生成，直接打印，不联网，也不保存。交给服务器的只有公开名册，从名册推不出凭证。请在监票人面前操作，先把本机断网。",
      "called-label": "投票名称", calledWrong: "请填写投票名称，印在每张凭证条上。",
      "count-label": "凭证条张数", "count-hint": "有投票权的人每人一张，不要多做。", countWrong: "张数应为1至5000的整数。",
      "address-label": "投票地址（可以不填）", "address-hint": "印在凭证条里面，代表凭此打开投票页面。",
      "election-label": "投票的设置文件（可以不选）", "election-hint": "服务器给过设置文件的，在这里选，名称和编号自动填好。",
      electionWrong: "这个文件里没有投票编号，请另选一个，或者手工填写。",
      "uuid-label": "投票编号（可以不填）", "uuid-hint": "已经有编号的照抄；没有的留空，自动生成，写在公开名册里。",
      uuidWrong: "编号至少14个字符，只有数字和字母，不含0、O、I、l。",
      make: "生成凭证", "making-says": "正在生成，请稍候……", failed: "没有生成成功，什么也没有留下。请重试。",
      madeTitle: (count) => `${count}张凭证已生成`,
      "made-says": "请用直接连着电脑的打印机，单面打印，不要另存为PDF文件，打印机里也不要留底。屏幕上不显示凭证。",
      print: "打印凭证条",
      "printed-title": "都打印好了吗？",
      "printed-says": "请核对张数，看看有没有缺页、模糊。确认以后，凭证从本页清除，不能再打印。然后沿虚线裁开，沿点线向内对折，投入箱中供代表抽取。",
      wipe: "都打好了，清除凭证", again: "再打印一次",
      "handing-title": "凭证已从本页清除", "handing-says": "现在保存公开名册，交给管理投票的人。交出去的只有这一个文件。",
      list: "保存公开名册",
      "list-label": "名册指纹，请写进公告：", "handing-hint": "保存以后请关闭浏览器。打坏的凭证条当场销毁。",
      "script-label": "本页程序的SHA-256：",
    },
    en: {
      title: "Make slips with credentials", language: "中文",
      intro: "Credentials are made on this computer and printed at once; nothing is sent, nothing is kept. The server gets the public list alone, from which no credential can be found. Do this before the scrutineers, and disconnect the computer first.",
      "called-label": "Name of the election", calledWrong: "Please type a name; it is printed on each slip.",
      "count-label": "How many slips", "count-hint": "One for each who may vote, and no more.", countWrong: "A whole number from 1 to 5000, please.",
      "address-label": "Where to vote (may be left empty)", "address-hint": "The address of the voting page; it is printed inside.",
      "election-label": "The election's file (may be left out)", "election-hint": "If the server gave you one: name and number are taken from it.",
      electionWrong: "There is no number of an election in this file. Choose another one, or type it.",
      "uuid-label": "Number of the election (may be left empty)", "uuid-hint": "Copy it if there is one. Otherwise one is made, and stands in the public list.",
      uuidWrong: "14 characters or more, digits and letters, without 0, O, I and l.",
      make: "Make credentials", "making-says": "Working. Please wait …", failed: "It did not work, and nothing is left of it. Please try again.",
      madeTitle: (count) => `${count} credentials are made`,
      "made-says": "Print them on one side, on a printer that is plugged into this computer. Do not save them as a PDF. The screen does not show them.",
      print: "Print the slips",
      "printed-title": "Are all of them printed?",
      "printed-says": "Count them, and look for missing or faint ones. Once you confirm, this page forgets them and cannot print them again. Then cut along the dashes, fold inwards along the dots, and put them into the box.",
      wipe: "All are printed: forget them", again: "Print once more",
      "handing-title": "This page has forgotten the credentials", "handing-says": "Save the public list and hand it to whoever keeps the election. It is the only file that leaves.",
      list: "Save the public list",
      "list-label": "Fingerprint of the list, for the notice:", "handing-hint": "Then close the browser. Destroy slips that were misprinted.",
      "script-label": "SHA-256 of this page's program:",
    },
  };
  const ON_A_SHEET = 8, MOST = 5000, COVER = "投票凭证 · 沿虚线裁开，沿点线向内对折，由代表抽取";
  const INSIDE = "在投票页面填写这22个字符。本条只属于抽到的人，用后请销毁。";
  let own = null, handedOn = true, count = 0;
  const it = stage(WORDS, ["ask", "making", "made", "printed", "handing"], () => {
    it.say("made-title", it.words.madeTitle(count));
    ["called", "count", "uuid", "election"].forEach((one) => it.say(`${one}-wrong`, ""));
    it.say("failed", "");
  });
  const { at, say } = it;

  function element(name, kind, ...inside) {
    const one = document.createElement(name);
    if (kind) one.className = kind;
    one.append(...inside);
    return one;
  }

  // one slip: nothing but the part below the fold tells it from another (slips/paper.py)
  function slip(credential, code, name, address) {
    const middle = credential.indexOf("-", 9) + 1, picture = element("span", "");
    picture.innerHTML = code;
    const strong = element("strong", "", credential.slice(0, middle), element("br"), credential.slice(middle));
    const secret = element("div", "secret", strong, element("p", "", INSIDE));
    if (address) secret.append(element("p", "", address));
    const cover = element("div", "cover", element("div", "", element("h2", "", name), element("p", "", COVER)));
    return element("div", "slip", cover, element("div", "inside", picture.firstElementChild, secret));
  }

  function lay(codes) {
    const made = own.map((one, n) => slip(one, codes[n], at("called").value.trim(), at("address").value.trim()));
    for (let n = 0; n < made.length; n += ON_A_SHEET) at("sheets").append(element("div", "sheet", ...made.slice(n, n + ON_A_SHEET)));
  }

  function wrong() {
    const whole = /^\d+$/.test(at("count").value) && Number(at("count").value) >= 1 && Number(at("count").value) <= MOST;
    const uuid = at("uuid").value.trim();
    say("called-wrong", at("called").value.trim() ? "" : it.words.calledWrong);
    say("count-wrong", whole ? "" : it.words.countWrong);
    say("uuid-wrong", !uuid || credentials.UUID.test(uuid) ? "" : it.words.uuidWrong);
    return ["called", "count", "uuid"].find((one) => at(`${one}-wrong`).textContent);
  }

  function heard(data) {
    if (data.fault) {
      it.show("ask");
      say("failed", it.words.failed);
    } else if (data.made) {
      at("progress").value = data.made / data.of;
    } else {
      own = data.own;
      lay(data.codes);
      it.file(at("list"), data.file, "application/json");
      say("list-print", it.grouped(data.fingerprint));
      say("made-title", it.words.madeTitle(count));
      handedOn = false;
      it.arrive("made");
    }
  }

  function putOnPaper() {
    it.arrive("printed");
    window.print();
  }

  at("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    const first = wrong();
    if (first) {
      at(first).focus();
      return;
    }
    say("failed", "");
    count = Number(at("count").value);
    at("progress").value = 0;
    it.show("making");
    it.worker(heard).postMessage({ count, uuid: at("uuid").value.trim() });
  });

  at("election").addEventListener("change", async () => {
    const [file] = at("election").files;
    if (!file) return;
    const told = await file.text().then(JSON.parse).catch(() => null);
    const known = told && typeof told.uuid === "string" && credentials.UUID.test(told.uuid);
    say("election-wrong", known ? "" : it.words.electionWrong);
    if (!known) {
      at("election").value = ""; // so that the same file can be chosen again when it was put right
      return;
    }
    at("uuid").value = told.uuid;
    if (typeof told.name === "string") at("called").value = told.name;
  });

  at("print").addEventListener("click", putOnPaper);
  at("again").addEventListener("click", putOnPaper);
  at("wipe").addEventListener("click", () => {
    own.fill("");
    own = null;
    at("sheets").replaceChildren();
    it.arrive("handing");
  });
  at("list").addEventListener("click", () => { handedOn = true; });
  window.addEventListener("beforeunload", (event) => {
    if (handedOn) return;
    event.preventDefault();
    event.returnValue = "";
  });

  it.begin();
  if ("text" in Blob.prototype && "replaceChildren" in Element.prototype) {
    at("unable").hidden = true;
    it.show("ask");
  }
}
