// A credential of the delegate's own device: drawn here and kept by its owner; its public half alone goes into the form.
// The form has an element #own with the number of the poll, and inside it where the credential is shown and saved.
"use strict";

(() => {
  const place = document.getElementById("own");
  if (!place) return;
  const credential = credentials.drawn(), link = place.querySelector("a");
  place.querySelector("code").textContent = credential;
  place.closest("form").elements.public.value = String(credentials.publicOf(credential, place.dataset.uuid));
  link.href = URL.createObjectURL(new Blob([`${place.dataset.title}\n${credential}\n`], { type: "text/plain;charset=utf-8" }));
  place.hidden = false;
  document.getElementById("own-unable").hidden = true;
})();
