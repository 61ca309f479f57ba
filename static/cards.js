// Card sessions: keys, turning, and going on without a connection.
//
// Answers that cannot be sent are kept in IndexedDB and delivered in their order when the connection is back. The
// server takes each once, however often it is sent. Nothing here needs https: no service worker, no crypto.

const GAP = 4;
const RETURNS = 2;
const RETRY = 4000;
const AT_ONCE = 100;
const LASTS = 30 * 24 * 60 * 60 * 1000; // in ms: answers that nobody takes are not tried for ever
const STORE = "quizapp-single-keys";
const SAID = "quizapp-said";

const run = document.querySelector("#run");
let turns = null; // the cards ahead, in the order of the queue; null until the server told them
let lost = false;
let timer = 0;

// -- what is kept -------------------------------------------------------------------------------------------------

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("quizapp-cards", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("answers", { keyPath: "n", autoIncrement: true });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function kept(mode, act) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction("answers", mode);
      const request = act(transaction.objectStore("answers"));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally { database.close(); }
}

const keep = (answer) => kept("readwrite", (store) => store.add(answer));
const all = () => kept("readonly", (store) => store.getAll());
const forget = (numbers) => kept("readwrite", (store) => { for (const n of numbers) store.delete(n); });

// -- what is said -------------------------------------------------------------------------------------------------

// The region is there from the start and is filled later: a screen reader tells what changes in it.
function say(text) {
  const notice = document.querySelector("[data-offline]");
  if (notice) notice.textContent = text;
}

const counted = (name, count) => {
  const words = document.querySelector("[data-offline]")?.dataset ?? {};
  return (count === 1 ? words[`${name}One`] : words[`${name}Many`])?.replace("#", count) ?? "";
};

function sayOnNextPage(text) {
  try { sessionStorage.setItem(SAID, text); } catch { /* a private window: it is not said */ }
}

function sayWhatWasLeft() {
  try {
    const text = sessionStorage.getItem(SAID);
    sessionStorage.removeItem(SAID);
    if (text) setTimeout(() => say(text), 100);
  } catch { /* nothing was kept */ }
}

// -- delivering ---------------------------------------------------------------------------------------------------

// The last card takes its forms with it; what is kept still needs their token.
let held = "";
const token = () => { held = document.querySelector("input[name=csrf_token]")?.value ?? held; return held; };

const grades = (answers) => answers.filter((each) => !each.later).length;

// Sends what is kept, session by session, some at a time. What a session does not take stays for whoever gave it: they
// may only be logged out. Returns how many were sent, later ones included, and how many grades wait.
async function deliver() {
  const answers = (await all()).filter((each) => Date.now() - each.given_at < LASTS);
  let [sent, told, waiting] = [0, 0, 0];
  for (const address of new Set(answers.map((each) => each.run))) {
    const own = answers.filter((each) => each.run === address);
    for (let at = 0; at < own.length; at += AT_ONCE) {
      const some = own.slice(at, at + AT_ONCE);
      const response = await fetch(`${address}/deliver`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
        body: JSON.stringify({
          answers: some.map(({ position, grade, later, given_at }) => ({ position, grade, later, given_at })),
        }),
      });
      if (response.status === 404) { waiting += grades(own.slice(at)); break; }
      if (response.status === 400 && lost) location.reload(); // The token turned at a log-in; the new page has the new one.
      if (!response.ok) throw new Error(`delivery: ${response.status}`);
      await forget(some.map((each) => each.n));
      sent += some.length;
      told += grades(some);
    }
  }
  if (told) sayOnNextPage(counted("sent", told));
  return { sent, waiting };
}

let delivering = false;
async function tryToDeliver() {
  if (delivering) return;
  delivering = true;
  try {
    const { sent, waiting } = await deliver();
    if (waiting) { clearInterval(timer); say(counted("waiting", waiting)); }
    else if (lost || sent) location.replace(run?.dataset.run ?? location.href);
  } catch { /* still gone: the timer tries again */ } finally { delivering = false; }
}

// -- without a connection -----------------------------------------------------------------------------------------

async function tell() {
  const words = document.querySelector("[data-offline]").dataset;
  const count = grades(await all());
  say(!turns?.length ? words.end : count ? counted("kept", count) : words.none);
}

// `grade` is 1 to 4, or undefined where the card is left for later.
async function takeLocally(position, grade) {
  await keep({ run: run.dataset.run, position, grade, later: grade === undefined, given_at: Date.now() });
  if (!lost) { lost = true; timer = setInterval(tryToDeliver, RETRY); }
  const at = turns?.findIndex((turn) => turn.positions.includes(position)) ?? -1;
  const [turn] = at >= 0 ? turns.splice(at, 1) : [];
  if (turn && grade === undefined) turns.push(turn);
  if (turn && grade === 1 && turn.returns < RETURNS && turn.positions.length > 1) {
    turns.splice(Math.min(GAP, turns.length), 0,
      { ...turn, returns: turn.returns + 1, positions: turn.positions.filter((each) => each !== position) });
  }
  showNext();
  await tell();
}

function showNext() {
  const turn = turns?.[0];
  if (!turn) { token(); run.replaceChildren(); return; }
  const value = token();
  run.innerHTML = turn.html;
  for (const field of run.querySelectorAll("input[name=csrf_token]")) field.value = value;
  for (const form of run.querySelectorAll("[data-grade], [data-later]")) form.action = `${run.dataset.run}/${turn.positions[0]}`;
  for (const other of run.querySelectorAll("[data-online]")) other.hidden = true;
  for (const key of run.querySelectorAll("[data-single]")) key.hidden = !singleKeys();
  prepare();
  run.querySelector("h1").focus();
}

// Everything but a grade; the browser's own page would take the place of what was typed.
function needsConnection(event) {
  if (navigator.onLine) return;
  event.preventDefault();
  say(document.querySelector("[data-offline]")?.dataset.needs ?? "");
}

// Grades, and cards left for later.
async function sent(event) {
  const form = event.target.closest("[data-grade], [data-later]");
  if (!form) return needsConnection(event);
  event.preventDefault();
  const grade = form.matches("[data-later]") ? undefined : Number(event.submitter?.value ?? 3);
  const position = Number(form.action.split("/").pop());
  if (lost) return takeLocally(position, grade);
  const move = grade === undefined ? { aside: "later" } : { answer: String(grade) };
  let response;
  try {
    const body = new URLSearchParams({ csrf_token: token(), ...move });
    response = await fetch(form.action, { method: "POST", body, redirect: "manual" }); // What follows is loaded once, below.
    if (response.status >= 500) throw new Error(String(response.status));
  } catch {
    return takeLocally(position, grade);
  }
  const words = document.querySelector("[data-offline]").dataset;
  if (response.status === 404) { // Logged out elsewhere: it stays for whoever gave it.
    await keep({ run: run.dataset.run, position, grade, later: grade === undefined, given_at: Date.now() });
    return say(counted("waiting", grades(await all())));
  }
  if (response.status === 409) sayOnNextPage(words.other);
  if (response.status === 400) sayOnNextPage(words.again); // Somebody logged in or out in another window.
  location.replace(run.dataset.run);
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
prepare();
sayWhatWasLeft();
for (const keys of document.querySelectorAll("[data-all-keys]")) keys.hidden = false;
if (run) {
  fetch(`${run.dataset.run}/ahead`).then((response) => response.json()).then(({ cards }) => {
    turns ??= cards;
    run.dataset.ready = ""; // from now on the connection may go
  }).catch(() => {});
}
all().then((answers) => { if (answers.length) tryToDeliver(); }).catch(() => {});
