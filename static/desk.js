// The desk: words that are selected become a fact, J and K walk through the sentences, a fact is checked as it is typed.
import { singleKeys, typing } from "./keys.js";

const sheet = document.querySelector("[data-text]");
const form = document.querySelector("[data-fact]");
const WAIT = 400;

function selection() {
  const chosen = document.getSelection();
  const words = chosen.toString().trim();
  const line = chosen.anchorNode?.parentElement?.closest("[data-sid]");
  return words && line && line.contains(chosen.focusNode) && sheet.contains(line) ? { words, line } : null;
}

function offer() {
  document.querySelector(".marker")?.remove();
  const found = selection();
  if (!found) return;
  const link = document.createElement("a");
  const short = found.words.length > 40 ? `${found.words.slice(0, 39)}…` : found.words;
  link.className = "button";
  link.textContent = `${sheet.dataset.label} “${short}”`;
  link.href = `${sheet.dataset.new}?${new URLSearchParams({ sentence: found.line.dataset.sid, words: found.words })}`;
  const marker = document.createElement("p");
  marker.className = "marker";
  marker.append(link);
  sheet.append(marker);
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
    if (event.key === "f") document.querySelector(".marker a")?.click();
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
  const kind = form.querySelector("[name=kind]");
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
