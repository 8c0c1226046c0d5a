// The page: one ballot from the slip to the receipt. Nothing leaves it but the sealed ballot: sent where the page says, or
// saved as a file.
"use strict";

if (typeof document !== "undefined") {
  const WORDS = {
    zh: {
      intro: "选票在本机加密后才能交出，任何人都看不到您选了什么。填写前请核对页尾的投票指纹与公告一致。",
      cover: "遮住屏幕", uncover: "按这里继续", language: "English",
      "credential-label": "投票凭证", "credential-hint": "抄写凭证条上的22个字符，或者扫码粘贴；横线可以不写。",
      seal: "封好选票", "sealing-says": "正在加密，请稍候……",
      "sealed-title": "选票已经封好",
      "sealed-says": "还没有投出。校验码如下，检验时要用：",
      cast: "投出（保存选票文件）", send: "投出", audit: "检验这张选票（检验后作废）",
      "audit-hint": "不放心加密是否如实？检验会公开这张选票怎样加密，可以在另一台电脑上核对；然后重新封一张再投。",
      sendingNow: "正在投出，请不要关闭本页……", confirming: "已经提交，正在确认。网络不好时会自动重试，请不要关闭本页……",
      "save-instead": "网络一直不通：保存选票文件，交给工作人员",
      sentTitle: "选票已经投出", sentSays: "请保存回执。凭下面的追踪码，可以在公告栏里查到自己的选票：",
      otherTracker: "服务器返回的追踪码与本机算出的不一致，选票可能没有如实收下。请不要关闭本页，立即告诉监票人。", find: "到公告栏查找我的选票",
      closed: "投票没有开放，这张选票没有投出。", voted: "这张凭证已经投过票，按规则不能重投；先前投出的那一张有效。",
      "refused-title": "选票没有投出", retry: "重新填写",
      "cast-title": "选票文件已保存", "cast-says": "请把文件交给工作人员收票。凭下面的追踪码，可以在公布的名单里查到自己的选票：",
      receipt: "保存回执", again: "再次保存选票文件",
      "cast-hint": "追踪码不会透露您选了什么。保存回执后请关闭本页。",
      "audited-title": "这张选票已作废，没有投出", "audited-says": "检验文件里有所选内容和加密用的种子，在另一台电脑上执行 changren ballots recheck 即可核对。",
      "audit-file": "保存检验文件", anew: "重新填写",
      "fingerprint-label": "投票指纹：", "script-label": "本页程序的SHA-256：",
      credentialWrong: "凭证不在本次投票的名册中，请逐个字符核对。", credentialLength: "凭证应有22个字符。",
      one: (question) => `“${question}”还没有选。`, some: (question, least, most) => `“${question}”请选${least}至${most}项。`,
      choose: (least, most) => (least === most ? `选${most}项` : `选${least}至${most}项`),
      other: "投票指纹与公告不符，请不要投票，并告诉监票人。", failed: "加密没有成功，选票没有投出。请重试，或者领取纸质选票。",
      pictureSays: "追踪码的二维码：用另一台设备扫一扫，就能查到这张选票",
      told: (name, phi, tracker, find) => `${name}\n投票指纹：${phi}\n追踪码：${tracker}\n${find && `查找选票：${find}\n`}`,
    },
    en: {
      intro: "The ballot is encrypted on this device before it leaves it: nobody sees what you chose. First compare the fingerprint of the election at the foot of the page with the notice.",
      cover: "Cover", uncover: "Press here to go on", language: "中文",
      "credential-label": "Credential", "credential-hint": "The 22 characters of your slip, typed or pasted; dashes may be left out.",
      seal: "Seal the ballot", "sealing-says": "Encrypting. Please wait …",
      "sealed-title": "Your ballot is sealed", "sealed-says": "It is not cast yet. The code by which it can be checked:",
      cast: "Cast it (save the ballot file)", send: "Cast it", audit: "Check this ballot (it is void then)",
      "audit-hint": "Do you doubt that it was encrypted as you chose? A check tells how this ballot was made, so that another computer can repeat it; then seal another one and cast that.",
      sendingNow: "Sending. Please leave this page open …", confirming: "It was submitted and is being confirmed. The page tries again by itself; please leave it open …",
      "save-instead": "No connection at all: save the ballot file and hand it in",
      sentTitle: "Your ballot is cast", sentSays: "Please save the receipt. By this tracker you find your ballot on the bulletin board:",
      otherTracker: "The server answered with another tracker than this device computed: the ballot may not have been taken as it is. Leave this page open and tell a scrutineer at once.", find: "Find my ballot on the bulletin board",
      closed: "Voting is not open; this ballot was not cast.", voted: "This credential has voted, and the rules do not allow to vote again; the first ballot counts.",
      "refused-title": "The ballot was not cast", retry: "Fill in again",
      "cast-title": "The ballot file is saved", "cast-says": "Hand the file in. By this tracker you find your ballot in the list that is published:",
      receipt: "Save the receipt", again: "Save the ballot file again",
      "cast-hint": "The tracker does not tell what you chose. Save the receipt, then close this page.",
      "audited-title": "This ballot is void and was not cast", "audited-says": "The file has what was chosen and the seed; on another computer changren ballots recheck repeats it.",
      "audit-file": "Save the file of the check", anew: "Fill in again",
      "fingerprint-label": "Fingerprint of the election:", "script-label": "SHA-256 of this page's program:",
      credentialWrong: "This credential is not in the list of this election. Please compare it character by character.", credentialLength: "A credential has 22 characters.",
      one: (question) => `Nothing is chosen for “${question}”.`, some: (question, least, most) => `Choose ${least} to ${most} for “${question}”.`,
      choose: (least, most) => (least === most ? `choose ${most}` : `choose ${least} to ${most}`),
      other: "The fingerprint is not that of the notice. Do not vote, and tell a scrutineer.", failed: "It could not be encrypted, and nothing was cast. Try again, or ask for a paper ballot.",
      pictureSays: "The tracker as a QR code: another device that scans it finds this ballot",
      told: (name, phi, tracker, find) => `${name}\nFingerprint of the election: ${phi}\nTracker: ${tracker}\n${find && `Find the ballot: ${find}\n`}`,
    },
  };
  const SECTIONS = ["vote", "sealing", "sealed", "sending", "cast-done", "refused", "audited"];
  const FIRST_WAIT = 2000, LONGEST_WAIT = 30000; // milliseconds between attempts to send
  const given = JSON.parse(document.getElementById("election").textContent);
  const election = JSON.parse(given.raw), phi = group.fingerprint(given.raw);
  const it = stage(WORDS, SECTIONS, spoken), { at, show, arrive, grouped, file } = it;
  let worker = null, asked = null, made = null;

  function spoken() {
    document.querySelectorAll("[data-least]").forEach((one) => {
      one.textContent = it.words.choose(Number(one.dataset.least), Number(one.dataset.most));
    });
    if (given.cast) {
      at("cast").textContent = it.words.send;
      at("cast-title").textContent = it.words.sentTitle;
      at("cast-says").textContent = it.words.sentSays;
    }
    at("picture").setAttribute("aria-label", it.words.pictureSays);
    at("wrong").textContent = at("credential-wrong").textContent = "";
  }

  function lay() {
    election.questions.forEach((question, n) => {
      const set = document.createElement("fieldset"), legend = document.createElement("legend");
      const single = question.min === 1 && question.max === 1;
      legend.textContent = question.question;
      set.append(legend);
      if (!single) {
        const hint = document.createElement("span");
        hint.className = "hint";
        Object.assign(hint.dataset, { least: question.min, most: question.max });
        set.append(hint);
      }
      question.answers.forEach((answer) => {
        const label = document.createElement("label"), box = document.createElement("input");
        Object.assign(box, { type: single ? "radio" : "checkbox", name: `question-${n}` });
        label.append(box, answer);
        set.append(label);
      });
      at("questions").append(set);
    });
  }

  const chosen = () => election.questions.map((_question, n) =>
    Array.from(document.getElementsByName(`question-${n}`), (box) => Number(box.checked)));

  function unanswered(choices) {
    const place = choices.findIndex((one, n) => {
      const ticked = one.reduce((sum, box) => sum + box, 0);
      return ticked < election.questions[n].min || ticked > election.questions[n].max;
    });
    if (place < 0) return "";
    const { question, min, max } = election.questions[place];
    document.getElementsByName(`question-${place}`)[0].focus();
    return min === 1 && max === 1 ? it.words.one(question) : it.words.some(question, min, max);
  }

  function heard(data) {
    if (data.fault) {
      show("vote");
      at("wrong").textContent = it.words.failed;
    } else if (data.unknown) {
      show("vote");
      at("credential-wrong").textContent = it.words.credentialWrong;
      at("credential").focus();
    } else if (data.made) {
      at("progress").value = data.made / data.of;
    } else {
      sealed(data);
    }
  }

  function sealed(data) {
    made = data;
    at("digest").textContent = grouped(data.digest);
    arrive("sealed");
  }

  at("vote").addEventListener("submit", (event) => {
    event.preventDefault();
    const credential = credentials.normal(at("credential").value), choices = chosen();
    at("credential-wrong").textContent = credential ? "" : it.words.credentialLength;
    at("wrong").textContent = unanswered(choices);
    if (!credential) at("credential").focus();
    if (!credential || at("wrong").textContent) return;
    asked = { credential, choices, seed: sealing.newSeed() };
    at("progress").value = 0;
    show("sealing");
    worker.postMessage(asked);
  });

  // The same ballot may be sent as often as needed: it counts once. What the server answers is the end of it.
  async function sent(ballot) {
    for (let wait = FIRST_WAIT; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      try {
        const answer = await fetch(given.cast, {
          method: "POST", body: ballot, credentials: "omit", cache: "no-store", redirect: "error",
          headers: { "Content-Type": "application/json" },
        });
        if (answer.status < 500) return await answer.json().catch(() => ({}));
      } catch {
        at("save-instead").hidden = false;
      }
      at("sending-now").textContent = it.words.confirming;
      await new Promise((done) => { setTimeout(done, wait); });
    }
  }

  function receive(tracker) {
    const find = given.board && new URL(`${given.board}?tracker=${encodeURIComponent(tracker)}`, location.href).href;
    file(at("receipt"), it.words.told(election.name, phi, tracker, find), "text/plain;charset=utf-8");
    at("tracker").textContent = grouped(tracker);
    at("picture").innerHTML = qr.encodeQR(find || tracker, "svg", { ecc: "medium", border: 2 });
    at("again").hidden = Boolean(given.cast);
    at("find").hidden = !given.board;
    at("find").href = find;
    at("vote").reset();
    arrive("cast-done");
  }

  function saved(ballot, tracker) {
    file(at("again"), ballot, "application/json");
    at("again").download = `ballot-${tracker.slice(0, 8).replace(/[+/]/g, "_")}.json`;
    at("again").click();
  }

  at("cast").addEventListener("click", async () => {
    const { ballot, tracker } = made;
    asked = made = null; // the seed of a ballot that was cast would be a proof of how somebody voted
    if (!given.cast) {
      saved(ballot, tracker);
      receive(tracker);
      return;
    }
    at("save-instead").onclick = () => saved(ballot, tracker);
    at("sending-now").textContent = it.words.sendingNow;
    arrive("sending");
    const answer = await sent(ballot);
    if (answer.tracker === tracker) {
      receive(tracker);
    } else {
      at("retry").hidden = Boolean(answer.tracker);
      at("why").textContent = answer.tracker ? it.words.otherTracker : it.words[answer.refused] || answer[it.language] || it.words.failed;
      arrive("refused");
    }
  });

  at("retry").addEventListener("click", () => { show("vote"); at("credential").focus(); });
  at("audit").addEventListener("click", () => {
    const { choices, seed } = asked, { digest, publicCredential } = made;
    file(at("audit-file"), JSON.stringify({ credential: publicCredential, choices, seed, digest }), "application/json");
    asked = made = null; // what was checked is never cast
    arrive("audited");
  });

  at("anew").addEventListener("click", () => { show("vote"); at("credential").focus(); });
  at("cover").addEventListener("click", () => { at("covering").hidden = false; at("uncover").focus(); });
  at("uncover").addEventListener("click", () => { at("covering").hidden = true; at("cover").focus(); });

  lay();
  it.begin();
  at("cover").hidden = false;
  at("fingerprint").textContent = phi;
  if (location.hash.length > 1 && decodeURIComponent(location.hash.slice(1)) !== phi) {
    at("unable").textContent = it.words.other;
  } else {
    worker = it.worker(heard);
    worker.postMessage(given);
    at("unable").hidden = true;
    show("vote");
  }
}
