// Card sessions: keys, turning, and going on without a connection.
//
// Each grade is kept before it is sent, and forgotten when the server has it. Those that cannot be sent are delivered in
// their order when the connection is back. Nothing here needs https: no service worker, no crypto.

import { advance, look, tellDue, turns } from "./cards/ahead.js";
import { PATIENCE, deliver, token } from "./cards/deliver.js";
import { all, forget, grades, keep, mine } from "./cards/kept.js";
import { counted, say, sayOnNextPage, sayWaiting, sayWhatWasLeft, words } from "./cards/words.js";

const RETRY = 4000;
const STORE = "quizapp-single-keys";

const run = document.querySelector("#run");
let lost = false;
let busy = false; // a grade is on its way
let timer = 0;

// -- delivering ---------------------------------------------------------------------------------------------------

async function tellWaiting() {
  const answers = await mine();
  sayWaiting(grades(answers), async () => {
    await forget(answers.map((each) => each.n));
    say("");
  });
}

let delivering = false;
async function tryToDeliver() {
  if (delivering || busy) return;
  delivering = true;
  try {
    const { gone, waiting } = await deliver();
    if (waiting) { clearInterval(timer); await tellWaiting(); }
    else if (lost || gone) location.replace(run?.dataset.run ?? location.href);
  } catch (error) {
    if (error.status === 400 && lost) location.reload(); // The token turned at a log-in; the new page has the new one.
    // Else the connection is still gone: the timer tries again.
  } finally { delivering = false; }
}

// -- without a connection -----------------------------------------------------------------------------------------

async function tell() {
  const count = grades(await mine());
  say(!turns.length ? words().end : count ? counted("kept", count) : words().none);
}

// What was kept will be delivered; the next card is shown meanwhile.
function goOn({ position, grade }) {
  if (!lost) { lost = true; timer = setInterval(tryToDeliver, RETRY); }
  advance(position, grade);
  showNext();
  tell(); // not awaited: keys are taken as soon as the next card is there
}

function showNext() {
  const turn = turns[0];
  if (!turn) { token(); run.replaceChildren(); return; }
  const value = token();
  run.innerHTML = turn.html;
  for (const field of run.querySelectorAll("input[name=csrf_token]")) field.value = value;
  for (const form of run.querySelectorAll("[data-grade], [data-later]")) form.action = `${run.dataset.run}/${turn.positions[0]}`;
  for (const other of run.querySelectorAll("[data-online]")) other.hidden = true;
  for (const key of run.querySelectorAll("[data-single]")) key.hidden = !singleKeys();
  tellDue(turn);
  prepare();
  run.querySelector("h1").focus();
}

// Everything but a grade; the browser's own page would take the place of what was typed.
function needsConnection(event) {
  if (navigator.onLine) return;
  event.preventDefault();
  delete event.target.dataset.sent; // app.js would not let it go a second time
  say(words().needs);
}

// Sends a grade, or that a card is left for later. Returns whether another page follows.
async function give(form, submitter) {
  const grade = form.matches("[data-later]") ? undefined : Number(submitter?.value ?? 3);
  const answer = {
    run: run.dataset.run, position: Number(form.action.split("/").pop()), grade, later: grade === undefined, given_at: Date.now(),
  };
  const body = new URLSearchParams({ csrf_token: token(), ...(answer.later ? { aside: "later" } : { answer: String(grade) }) });
  const number = await keep(answer).catch(() => undefined);
  const kept = number === undefined ? () => say(words().unkept) : () => goOn(answer);
  if (lost) return kept();
  let response;
  try { // What follows is loaded once, below.
    response = await fetch(form.action, { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
    if (response.status >= 500) throw new Error(String(response.status));
  } catch { return kept(); }
  if (response.status === 404) return tellWaiting(); // Logged out elsewhere: it stays for whoever gave it.
  if (number !== undefined) await forget([number]);
  if (response.status === 409) sayOnNextPage(words().otherOne);
  if (response.status === 400) sayOnNextPage(words().again); // Somebody logged in or out in another window.
  location.replace(run.dataset.run);
  return true;
}

async function sent(event) {
  const form = event.target.closest("[data-grade], [data-later]");
  if (!form && !busy) return needsConnection(event);
  event.preventDefault();
  delete event.target.dataset.sent;
  if (busy) return;
  busy = true;
  run.setAttribute("aria-busy", "true");
  let leaving = false;
  try { leaving = await give(form, event.submitter); } finally {
    if (leaving !== true) { busy = false; run.removeAttribute("aria-busy"); }
  }
}

// -- turning and keys ---------------------------------------------------------------------------------------------

function prepare() {
  const back = run?.querySelector("[data-back]");
  if (!back) return;
  const form = run.querySelector("[data-grade]");
  const instead = run.querySelector(".instead");
  const paint = () => {
    form.classList.toggle("turning", !back.open);
    if (instead) instead.hidden = back.open || lost; // Who has seen the back need not type it.
  };
  back.addEventListener("toggle", () => {
    paint();
    if (back.open) back.querySelector("[data-answer]").focus();
  });
  paint();
}

const singleKeys = () => { try { return localStorage.getItem(STORE) !== "off"; } catch { return true; } };
const typing = (target) => target.matches("input:not([type=radio]):not([type=checkbox]), select, textarea");
const press = (selector) => { const found = document.querySelector(selector); found?.click(); return Boolean(found); };

function pressed(event) {
  if (busy) { if (/^([1-4lubst]| |enter)$/i.test(event.key)) event.preventDefault(); return; }
  // What is prevented already was the key of an option or of how sure somebody is.
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !singleKeys() || typing(event.target)) return;
  const back = run?.querySelector("[data-back]");
  const on = event.target.closest("button, a, summary");
  const key = event.key.toLowerCase();
  let done = false;
  if (event.key === " " && back && !on) { back.open = !back.open; done = true; }
  else if (event.key === "Enter" && back && !on) { if (back.open) press("[data-grade] [value='3']"); else back.open = true; done = true; }
  else if (/^[1-4]$/.test(event.key) && back?.open) done = press(`[data-grade] [value='${event.key}']`);
  else if (key === "t") done = press(".instead:not([hidden]) [data-type]");
  else if (key === "l") done = press("[data-later] [value=later]");
  else if (key === "u") done = press("[data-undo]:not([hidden]) button:not(:disabled)");
  else if (key === "b") done = press("[data-aside]:not([hidden]) [value=bury]");
  else if (key === "s") done = press("[data-aside]:not([hidden]) [value=suspend]");
  else if (event.key === "?") { const keys = document.querySelector("[data-all-keys]"); if (keys) { keys.open = !keys.open; done = true; } }
  if (done) event.preventDefault();
}

document.addEventListener("keydown", pressed);
document.addEventListener("submit", sent);
document.addEventListener("click", (event) => { if (event.target.closest("a[data-type]")) needsConnection(event); });
document.querySelector("form:has([name=typed]) input:not([type=hidden], [type=radio])")?.focus();
window.addEventListener("online", tryToDeliver);
sayWhatWasLeft();
for (const keys of document.querySelectorAll("[data-all-keys]")) keys.hidden = false;
if (run) {
  look(() => lost).then(() => { run.dataset.ready = ""; }).catch(() => {}); // From then on the connection may go.
}
prepare(); // after the card in front was put by as it came
all().then((answers) => { if (answers.length) tryToDeliver(); }).catch(() => {});
