// The host's screen: whatever the room says is shown, and every command is a key away.

import { singleKeys, switchKeys } from "./keys.js";
import { clock, connection, follow, say, sign } from "./room.js";

const root = document.getElementById("room");
const notice = document.querySelector("[data-notice]");
const words = document.querySelector("[data-said]").dataset;
const cut = connection();
const countdown = clock(root);
const DENSE = 60, MOST_TICKS = 300; // Players; above, one tick stands for several.
const BOUNCE = 600; // Milliseconds after a change in which no key does anything: it was meant for what stood there before.
const TIGHTEST = 5; // Steps, as in rooms.css.
const EDGE = 6; // Pixels that the desk's double line stands above it.
const screen = root.closest(".screen");
let shown = "", place = "", changed = 0, steps = 0, timer, last = { players: 0 };

function show(view) {
  const anew = view.html !== shown;
  if (anew) replace(view);
  countdown(view.left);
  count(view);
  if (anew) fit(); // Only now the desk is as high as it will be.
  tell(view);
  last = view;
}

/** The screen anew, with the focus where it was and with what was unfolded. */
function replace(view) {
  const focused = root.contains(document.activeElement) ? document.activeElement.id : "";
  const open = [...root.querySelectorAll("details[open]")].map((each) => each.id);
  root.innerHTML = view.html;
  shown = view.html;
  sign(root);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  const now = `${view.phase}/${view.position}`;
  if (place && now !== place) {
    changed = performance.now();
    notice.textContent = "";
    window.scrollTo(0, 0);
  }
  if (focused) (document.getElementById(focused) ?? root.querySelector("h1")).focus({ preventScroll: true });
  place = now;
  root.dataset.at = now;
}

/** Draw all smaller, step by step, until what must be seen at once lies above the desk that stays in view. */
function fit() {
  const desk = root.querySelector(".pult, .go");
  if (steps) screen.classList.remove(`tight-${steps}`);
  steps = 0;
  if (!desk || getComputedStyle(desk).position !== "sticky") return;
  const seen = [...root.querySelectorAll(".posters, .phone-does, .bars, .so, .podium")];
  const hidden = () => {
    const top = window.innerHeight - desk.getBoundingClientRect().height - EDGE - window.scrollY;
    return seen.some((each) => each.getBoundingClientRect().bottom > top);
  };
  while (steps < TIGHTEST && hidden()) {
    screen.classList.remove(`tight-${steps}`);
    steps += 1;
    screen.classList.add(`tight-${steps}`);
  }
}

/** One tick for each who is asked fills as they answer; whose it is nobody sees. */
function count(view) {
  const row = root.querySelector("[data-ticks]");
  if (!row) return;
  const ticks = Math.min(view.answering, MOST_TICKS);
  while (row.children.length > ticks) row.lastChild.remove();
  while (row.children.length < ticks) row.append(document.createElement("span"));
  row.classList.toggle("dense", ticks > DENSE);
  const filled = view.answering ? Math.floor(view.answered * ticks / view.answering) : 0;
  [...row.children].forEach((tick, index) => tick.classList.toggle("is-in", index < filled));
  const told = root.querySelector("[data-answered]");
  const text = told.dataset.answered.replace("{count}", view.answered).replace("{all}", view.answering);
  if (told.textContent !== text) told.textContent = text;
}

/** What those hear who do not see it: how many are here, and that all have answered. */
function tell(view) {
  if (view.phase === "lobby" && view.players !== last.players) {
    clearTimeout(timer);
    timer = setTimeout(() => say(words.here.replace("{count}", view.players)), 1500);
  }
  if (view.phase === "question" && view.answering && view.answered >= view.answering) say(words.answered);
}

// -- commands ----------------------------------------------------------------------------------------------------

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.target === "_blank") document.getElementById("primary").focus(); // What comes next when they are back.
  if (!form.matches("[data-do]")) return;
  event.preventDefault();
  // A press that was meant for what stood there before; before the first change nothing else did.
  if (changed && performance.now() - changed < BOUNCE && root.contains(form)) return;
  if (form.dataset.confirm && !await sure(form.dataset.confirm)) return;
  await send(form, new FormData(form, event.submitter), form.closest("dialog"));
});

async function send(form, fields, dialog) {
  const headers = { Accept: "application/json", "X-CSRFToken": root.dataset.token };
  fields.delete("csrf_token");
  const response = await fetch(form.action, { method: "POST", headers, body: fields }).catch(() => null);
  cut(response === null);
  if (!response) return;
  const problem = response.ok ? "" : (await response.json().catch(() => ({}))).problem ?? root.dataset.failed;
  (dialog?.querySelector("[data-player-problem]") ?? notice).textContent = problem;
  if (!problem) dialog?.close();
}

function sure(question) {
  const dialog = document.getElementById("sure");
  dialog.querySelector("h2").textContent = question;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

document.addEventListener("click", (event) => {
  const { target } = event;
  const name = target.closest("[data-player]");
  if (name) return about(name);
  if (target.closest("[data-all]")) for (const form of root.querySelectorAll("[data-let]")) form.requestSubmit();
  if (target.closest("[data-close]")) target.closest("dialog").close();
  const opens = target.closest("[data-open]");
  if (opens) document.getElementById(opens.dataset.open).showModal();
  if (target.closest("[data-keys-switch]")) { switchKeys(!singleKeys()); paint(); }
});

function about(name) {
  const dialog = document.getElementById("player");
  const form = dialog.querySelector("form");
  form.action = name.dataset.player;
  dialog.querySelector("h2").textContent = name.textContent;
  dialog.querySelector("[data-player-problem]").textContent = "";
  form.elements.name.value = name.textContent;
  if (form.elements.team) form.elements.team.value = name.dataset.team;
  dialog.showModal();
}

function paint() {
  const button = document.querySelector("[data-keys-switch]");
  button.textContent = singleKeys() ? button.dataset.off : button.dataset.on;
}

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || document.querySelector("dialog[open]")) return;
  if (target.closest("input, select, textarea")) return;
  const main = key === "Enter" || key === " ";
  if (main && target.closest("button, a, summary")) return;
  if (!main && !singleKeys()) return;
  if (key === "?") { event.preventDefault(); return document.getElementById("keys").showModal(); }
  const wanted = main ? "Enter" : key.toLowerCase();
  const button = [...root.querySelectorAll("[data-key]")].find((each) => each.dataset.key === wanted);
  if (!button) return;
  event.preventDefault();
  if (performance.now() - changed >= BOUNCE) button.click();
});

window.addEventListener("resize", fit);
paint();
show(JSON.parse(root.dataset.now));
follow(root, show);
