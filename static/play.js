// A player's phone: shows what the room says, and sends an answer until it is acknowledged.

import { pressed, singleKeys, typing } from "./keys.js";
import { start as match } from "./kinds/match.js";
import { start as order } from "./kinds/order.js";
import { start as verdict } from "./kinds/verdict.js";
import { clock, connection, follow, say, sign } from "./room.js";

const root = document.getElementById("room");
const notice = document.querySelector("[data-notice]");
const cut = connection();
const countdown = clock(root);
const STORE = `quizapp-answer${root.dataset.answer}`;
let shown = "", sending = null;

function show(view) {
  const question = root.querySelector("form[data-question]");
  const same = view.phase === "question" && question?.elements.position.value === String(view.position);
  if (!same && view.html !== shown) replace(view);
  const name = document.querySelector("[data-name]");
  if (view.name && name.textContent !== view.name) name.textContent = view.name;
  countdown(view.left);
  if (view.sent) settle(root.querySelector("form[data-question]"), view.sent);
}

function replace(view) {
  root.innerHTML = view.html;
  shown = view.html;
  root.dataset.phase = view.phase;
  if (view.phase === "question") notice.textContent = "";
  sign(root);
  for (const enhance of [match, order, verdict]) enhance(root);
  offerTap(root.querySelector("form[data-question]"));
  root.querySelector("h1")?.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

// -- one tap ------------------------------------------------------------------------------------------------------

let tapped = null;

/** Where a thumb chooses one of a few options and nothing else is asked, that sends it; keys still choose and send. */
function offerTap(form) {
  if (!form || !matchMedia("(pointer: coarse)").matches) return;
  const asked = [...form.elements].filter((field) => field.name && !["hidden", "submit"].includes(field.type));
  if (!asked.length || !asked.every((field) => field.type === "radio" && field.name === asked[0].name)) return;
  form.dataset.oneTap = "";
  form.querySelector("[data-tap]").hidden = false;
}

root.addEventListener("pointerdown", (event) => { tapped = event.target.closest?.("[data-one-tap] .option"); });
document.addEventListener("keydown", () => { tapped = null; });
root.addEventListener("change", (event) => {
  if (tapped?.contains(event.target)) event.target.form.requestSubmit();
});

// -- an answer ---------------------------------------------------------------------------------------------------

function fill(form, fields) {
  for (const [name, values] of Object.entries(fields)) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
      else if (field.type !== "submit") field.value = values[0];
    }
  }
  // What stands in the lists of places is what the items show.
  const list = form.querySelector(".order-list[data-ready]");
  if (list) list.dispatchEvent(new Event("filled"));
}

/** The answer is in: what was chosen stays to be seen, and nothing can be changed. */
function settle(form, fields) {
  if (!form || form.dataset.sent) return;
  fill(form, fields);
  form.dataset.sent = "yes";
  for (const field of form.elements) field.disabled = true;
  for (const option of form.querySelectorAll(".option")) option.classList.toggle("is-away", !option.querySelector(":checked"));
  form.querySelector("[data-problem]").hidden = true;
  form.querySelector("[data-what]").textContent = words(form, fields);
  form.querySelector("[data-foot]").hidden = true;
  const sent = form.querySelector("[data-sent-box]");
  sent.hidden = false;
  sent.focus({ preventScroll: true });
}

function words(form, fields) {
  const { one, several, unknown, plain } = form.querySelector("[data-what]").dataset;
  if (fields.unknown) return unknown;
  const chosen = [...form.querySelectorAll(".option:has(:checked)")];
  const texts = chosen.map((option) => option.querySelector(".text").firstChild.textContent.trim());
  const letters = chosen.map((option) => option.querySelector(".ring")?.textContent);
  const typed = form.querySelector(".typed input")?.value;
  if (chosen.length > 1) return several.replace("{answer}", letters.join(", "));
  if (chosen.length) return one.replace("{answer}", [letters[0], texts[0]].filter(Boolean).join(", "));
  return typed ? one.replace("{answer}", typed) : plain;
}

root.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-question]")) return;
  event.preventDefault();
  if (form.dataset.sent || sending?.get("position") === form.elements.position.value) return;
  const fields = new URLSearchParams(new FormData(form));
  if (event.submitter?.name) fields.set(event.submitter.name, event.submitter.value);
  keep(fields);
  send(fields);
});

/** Until it is acknowledged, an answer outlives even a reload of the page. */
function keep(fields) {
  try {
    if (fields) sessionStorage.setItem(STORE, String(fields));
    else sessionStorage.removeItem(STORE);
  } catch { /* a private window: it lives as long as the page */ }
}

function kept() {
  try { return sessionStorage.getItem(STORE); } catch { return null; }
}

async function send(fields) {
  sending = fields;
  const form = () => root.querySelector(`form[data-question]:has([name=position][value="${fields.get("position")}"])`);
  form()?.setAttribute("data-sending", "");
  for (let wait = 300; ; wait = Math.min(wait * 2, 3000)) {
    const headers = { Accept: "application/json", "X-CSRFToken": root.dataset.token };
    const response = await fetch(root.dataset.answer, { method: "POST", headers, body: fields }).catch(() => null);
    if (response && response.status < 500) { await done(response, fields, form()); break; }
    cut(true);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  if (sending === fields) sending = null;
}

async function done(response, fields, form) {
  keep(null);
  cut(false);
  form?.removeAttribute("data-sending");
  if (response.ok) return settle(form, grouped(fields));
  const told = await response.json().catch(() => ({}));
  const problem = told.problem || root.dataset.failed;
  const place = form?.querySelector("[data-problem]");
  // What came too late is told even when the question has gone.
  if (!place || response.status !== 422) { notice.textContent = problem; return look(); }
  place.querySelector("span").textContent = problem;
  place.hidden = false;
}

/** Ask once what stands: another of one's devices may have answered. */
async function look() {
  const response = await fetch(root.dataset.view, { cache: "no-store" }).catch(() => null);
  const view = response?.ok ? await response.json() : {};
  if (view.phase) show(view);
}

function grouped(fields) {
  const found = {};
  for (const [name, value] of fields) (found[name] ??= []).push(value);
  return found;
}

document.addEventListener("keydown", (event) => {
  const form = root.querySelector("form[data-question]:not([data-sent])");
  if (!form || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Enter" && event.target.matches("body, h1, main")) {
    event.preventDefault();
    form.requestSubmit();
  } else if (singleKeys() && !typing(event.target)) pressed(event, form);
});

const first = JSON.parse(root.dataset.now);
show(first);
const before = kept() && new URLSearchParams(kept());
if (before && first.phase === "question" && !first.sent && before.get("position") === String(first.position)) {
  fill(root.querySelector("form[data-question]"), grouped(before));
  send(before);
} else keep(null);
follow(root, show);
say("");
