// Adds the right sides as chips that can be dragged onto a pair. The selects stay what they are: they carry the answer,
// and keys and screen readers use them; so the chips are hidden from both.

start(document);

/** Do so below `root`: a live room brings its questions later. */
export function start(root) {
  for (const field of root.querySelectorAll("[data-match]")) enhance(field);
}

function enhance(field) {
  const pairs = field.querySelector(".pairs");
  const chips = document.createElement("div");
  chips.className = "chips";
  chips.setAttribute("aria-hidden", "true");
  for (const option of pairs.querySelector("select").options) if (option.value) chips.append(chip(option));
  pairs.before(chips);
  const help = field.querySelector(".help");
  help.textContent = `${field.dataset.help} ${help.textContent}`;
  const paint = () => {
    const used = new Set([...pairs.querySelectorAll("select")].map((select) => select.value));
    for (const each of chips.children) each.classList.toggle("is-used", used.has(each.dataset.value));
  };
  pairs.addEventListener("change", paint);
  chips.addEventListener("pointerdown", (event) => drag(event, pairs, "once" in field.dataset));
  paint();
}

function chip(option) {
  const element = document.createElement("span");
  element.className = "chip";
  element.textContent = option.text;
  element.dataset.value = option.value;
  return element;
}

function drag(event, pairs, once) {
  const moving = event.target.closest(".chip");
  if (!moving || event.button !== 0) return;
  event.preventDefault();
  moving.classList.add("is-moving");
  const host = moving.parentElement;
  host.setPointerCapture(event.pointerId);
  const start = { x: event.clientX + scrollX, y: event.clientY + scrollY };
  let over = null;
  const move = ({ clientX, clientY }) => {
    moving.style.transform = `translate(${clientX + scrollX - start.x}px, ${clientY + scrollY - start.y}px)`;
    over?.classList.remove("is-over");
    over = document.elementFromPoint(clientX, clientY)?.closest(".pair") ?? null;
    over?.classList.add("is-over");
  };
  const stop = (ended) => {
    host.removeEventListener("pointermove", move);
    host.removeEventListener("pointerup", stop);
    host.removeEventListener("pointercancel", stop);
    moving.classList.remove("is-moving");
    moving.style.transform = "";
    over?.classList.remove("is-over");
    if (over && ended.type === "pointerup") choose(over, moving.dataset.value, pairs, once);
  };
  host.addEventListener("pointermove", move);
  host.addEventListener("pointerup", stop);
  host.addEventListener("pointercancel", stop);
}

function choose(pair, value, pairs, once) {
  if (once) for (const select of pairs.querySelectorAll("select")) if (select.value === value) select.value = "";
  const select = pair.querySelector("select");
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}
