// A player's phone: shows what the room says, and sends an answer until it is acknowledged.

import { clock, follow } from "./room.js";

const root = document.getElementById("room");
const cut = document.querySelector("[data-cut]");
const said = document.querySelector("[data-said]");
const countdown = clock(root, (left) => { said.textContent = `${left}`; });
let shown = "", sending = null;

function show(view) {
  const same = view.phase === "question" && root.querySelector(`[name=position][value="${view.position}"]`);
  if (!same && view.html !== shown) {
    root.innerHTML = view.html;
    shown = view.html;
    sending = null;
    root.querySelector("h1")?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }
  countdown(view.left);
  if (view.sent) restore(view.sent);
}

function restore(fields) {
  const form = root.querySelector("form[data-question]");
  for (const [name, values] of Object.entries(fields)) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
      else if (field.type !== "submit") field.value = values[0];
    }
  }
  settle(form);
}

function settle(form) {
  form.dataset.sent = "yes";
  for (const field of form.elements) field.disabled = true;
  const sent = form.querySelector("[data-sent]");
  sent.textContent = sent.dataset.words;
  sent.hidden = false;
}

root.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  if (form.dataset.sent || sending) return;
  const fields = new URLSearchParams(new FormData(form));
  if (event.submitter?.name) fields.set(event.submitter.name, event.submitter.value);
  send(form, fields);
});

async function send(form, fields) {
  const mine = (sending = {});
  const problem = form.querySelector("[data-problem]");
  problem.hidden = true;
  for (let wait = 300; sending === mine; wait = Math.min(wait * 2, 3000)) {
    const headers = { Accept: "application/json", "X-CSRFToken": root.dataset.token };
    const response = await fetch(root.dataset.answer, { method: "POST", headers, body: fields }).catch(() => null);
    if (response?.ok) { sending = null; return settle(form); }
    if (response && response.status < 500) {
      sending = null;
      const told = await response.json().catch(() => ({}));
      problem.textContent = told.problem ?? "";
      problem.hidden = false;
      return;
    }
    cut.hidden = false;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

show(JSON.parse(root.dataset.now));
follow(root, show, (away) => { cut.hidden = !away; });
