// The desk: words that are selected become a fact, J and K walk through the sentences, a fact or question is checked as it is typed.
import { singleKeys, typing } from "./keys.js";

const sheet = document.querySelector("[data-text]");
const form = document.querySelector("[data-check]");
const WAIT = 400;

/** The part of a range that lies in a line's words. */
function within(range, words) {
  const part = document.createRange();
  part.selectNodeContents(words);
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
  return part;
}

/** The selected words of each sentence, with their place in it, in characters. */
function selection() {
  const chosen = document.getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return [];
  const range = chosen.getRangeAt(0);
  const lines = [...sheet.querySelectorAll(".words")].filter((each) => range.intersectsNode(each));
  return lines.map((line) => place(within(range, line), line)).filter((each) => each.words);
}

function place(part, line) {
  const raw = part.toString();
  const before = document.createRange();
  before.selectNodeContents(line);
  before.setEnd(part.startContainer, part.startOffset);
  const lead = before.toString() + raw.slice(0, raw.length - raw.trimStart().length);
  return { words: raw.trim(), at: [...lead].length, sentence: line.closest("[data-sid]").dataset.sid };
}

function offered(found) {
  if (found.length > 1) return Object.assign(document.createElement("span"), { className: "said", textContent: sheet.dataset.several });
  const { words } = found[0];
  const link = document.createElement("a");
  const short = words.length > 40 ? `${words.slice(0, 39)}…` : words;
  link.className = "button";
  link.textContent = `${sheet.dataset.label} “${short}”`;
  link.href = `${sheet.dataset.new}?${new URLSearchParams(found[0])}`;
  return link;
}

/** What is offered is announced, so it is put there only when it changes. */
function offer() {
  const marker = sheet.querySelector("[data-marker]");
  const found = selection();
  const key = JSON.stringify(found);
  if (marker.dataset.shown === key) return;
  marker.dataset.shown = key;
  marker.replaceChildren(...(found.length ? [offered(found)] : []));
}

function walk(step) {
  const links = [...sheet.querySelectorAll(".mark-it")];
  const at = links.indexOf(document.activeElement);
  links[Math.min(Math.max(at + step, 0), links.length - 1)]?.focus();
}

if (sheet) {
  document.addEventListener("selectionchange", offer);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !singleKeys() || typing(event.target)) return;
    if (event.key === "j") walk(1);
    if (event.key === "k") walk(-1);
    if (event.key === "f") sheet.querySelector(".marker a")?.click();
  });
  const open = sheet.querySelector(".line.open");
  if (open) sheet.scrollTop = open.offsetTop - sheet.clientHeight / 3;
}

function follow() {
  const place = form.querySelector("[data-checks]");
  const announce = form.querySelector("[data-announce]");
  let timer = 0;
  let latest = 0;

  async function check() {
    const mine = ++latest;
    const data = new FormData(form);
    const reply = await fetch(form.dataset.check, { method: "POST", body: new URLSearchParams(data) }).catch(() => null);
    if (!reply?.ok || mine !== latest) return;
    place.innerHTML = await reply.text();
    announce.textContent = place.querySelector("[data-said]")?.textContent ?? "";
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(check, WAIT);
  });
  form.querySelector("[data-live]").hidden = false;
}

/** Only the fields of the kind that is chosen; what is filled in stays in sight. */
function fit() {
  const kind = form.querySelector("select[name=kind]");
  if (!kind) return;
  const show = () => {
    for (const part of form.querySelectorAll("[data-for]")) {
      const filled = [...part.querySelectorAll("input")].some((each) => each.value);
      part.hidden = kind.value !== part.dataset.for && !filled;
    }
  };
  kind.addEventListener("change", show);
  show();
}

if (form) {
  follow();
  fit();
}
