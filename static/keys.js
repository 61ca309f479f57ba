// Single keys on question and feedback pages: 1-9 and A-E choose, - and + tell how sure, Enter checks or goes on.
// They can be switched off (WCAG 2.1.4), which this browser remembers.

const STORE = "quizapp-single-keys";

function stored() {
  try { return localStorage.getItem(STORE) !== "off"; } catch { return true; }
}

function store(on) {
  try { localStorage.setItem(STORE, on ? "on" : "off"); } catch { /* a private window: until the page is left */ }
}

/** Whether single keys do something in this browser. */
export function singleKeys() {
  return stored();
}

export function switchKeys(on) {
  store(on);
}

export function keys(document) {
  const question = document.querySelector("[data-question]");
  const next = document.querySelector("[data-next]");
  const help = document.querySelector("[data-keys]");
  const toggle = document.querySelector("[data-keys-switch]");
  if (!question && !next && !toggle) return;
  let on = stored();
  const words = toggle?.textContent;
  const paint = () => {
    if (help) help.hidden = false;
    if (!toggle) return;
    toggle.textContent = on ? words : toggle.dataset.on;
    for (const each of document.querySelectorAll("[data-single]")) each.hidden = !on;
  };
  toggle?.addEventListener("click", () => { on = !on; store(on); paint(); });
  paint();
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (question && !question.isConnected) return; // A card session without a connection put a card in its place.
    if (event.key === "Enter" && (question || next)) return enter(event, question, next);
    if (on && question && !typing(event.target)) pressed(event, question);
  });
}

export function typing(target) {
  return target.matches("input:not([type=radio]):not([type=checkbox]), select, textarea");
}

function enter(event, question, next) {
  if (event.target.closest("a, button, summary, select")) return;
  event.preventDefault();
  if (question) question.requestSubmit();
  else next.click();
}

/** Choose by key in `question`, a form. */
export function pressed(event, question) {
  const options = [...question.querySelectorAll(".option input, .spot input")];
  const sure = [...question.querySelectorAll("input[name=confidence]")];
  const place = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : "abcde".indexOf(event.key.toLowerCase());
  if (options[place] && event.key.length === 1) return choose(event, options[place]);
  const step = { "+": 1, "=": 1, "-": -1, "−": -1 }[event.key];
  if (!step || !sure.length) return;
  const now = sure.findIndex((each) => each.checked);
  const to = now < 0 ? 0 : Math.min(sure.length - 1, Math.max(0, now + step));
  choose(event, sure[to]);
}

function choose(event, input) {
  event.preventDefault();
  input.checked = input.type === "checkbox" ? !input.checked : true;
  input.focus();
  input.dispatchEvent(new Event("change", { bubbles: true }));
}
