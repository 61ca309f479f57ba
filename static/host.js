// The host's screen: whatever the room says is shown, and every command is a key away.

import { clock, follow } from "./room.js";

const root = document.getElementById("room");
const cut = document.querySelector("[data-cut]");
const said = document.querySelector("[data-said]");
const countdown = clock(root, (left) => { said.textContent = `${left}`; });
let shown = "";

function show(view) {
  if (view.html !== shown) {
    const focused = document.activeElement?.dataset?.key;
    root.innerHTML = view.html;
    shown = view.html;
    if (focused) root.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }
  countdown(view.left);
  const answered = root.querySelector("[data-answered]");
  if (answered) answered.textContent = `${view.answered} / ${view.answering}`;
}

root.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-do]")) return;
  event.preventDefault();
  const headers = { Accept: "application/json", "X-CSRFToken": root.dataset.token };
  const response = await fetch(form.action, { method: "POST", headers, body: new FormData(form) }).catch(() => null);
  cut.hidden = response !== null;
  if (response && response.status === 422) said.textContent = (await response.json()).problem;
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, button, a")) return;
  const button = [...root.querySelectorAll("[data-key]")].find((each) => each.dataset.key === event.key);
  if (!button) return;
  event.preventDefault();
  button.click();
});

show(JSON.parse(root.dataset.now));
follow(root, show, (away) => { cut.hidden = !away; });
