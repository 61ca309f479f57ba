// Turns the lists of places into items that are moved by drag, by buttons or by the up and down keys.
// The selects stay in the form, hidden, and carry the answer.

start(document);

/** Do so below `root`: a live room brings its questions later. */
export function start(root) {
  for (const field of root.querySelectorAll("[data-order]")) enhance(field);
}

function enhance(field) {
  const list = field.querySelector(".order-list");
  const live = make("p", "hidden");
  live.setAttribute("aria-live", "polite");
  field.append(live);
  field.querySelector(".help").textContent = field.dataset.help;
  const words = field.dataset;
  const items = [...list.children];
  items.sort((one, other) => place(one) - place(other)).forEach((item) => list.append(item));
  for (const item of items) equip(item, words);
  list.dataset.ready = "";
  number(list);

  list.addEventListener("filled", () => {
    [...list.children].sort((one, other) => place(one) - place(other)).forEach((item) => list.append(item));
    number(list);
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest(".moves button");
    if (button) step(list, button.closest(".order-item"), Number(button.value), live, words);
  });
  list.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    step(list, event.target.closest(".order-item"), by, live, words);
  });
  list.addEventListener("pointerdown", (event) => drag(event, list, live, words));
}

function place(item) {
  return Number(item.querySelector("select").value) || Infinity;
}

function textOf(item) {
  return item.querySelector(".text").textContent;
}

function make(name, className) {
  const element = document.createElement(name);
  element.className = className;
  return element;
}

function equip(item, words) {
  item.querySelector("select").hidden = true;
  const ring = make("span", "ring");
  ring.setAttribute("aria-hidden", "true");
  const moves = make("span", "moves");
  for (const [by, sign, label] of [[-1, "↑", words.up], [1, "↓", words.down]]) {
    const button = make("button", "");
    Object.assign(button, { type: "button", value: by, textContent: sign });
    button.setAttribute("aria-label", label.replace("{item}", textOf(item)));
    moves.append(button);
  }
  item.prepend(ring);
  item.append(moves);
}

function number(list) {
  const last = list.children.length;
  [...list.children].forEach((item, index) => {
    item.querySelector("select").value = index + 1;
    item.querySelector(".ring").textContent = index + 1;
    const [up, down] = item.querySelectorAll(".moves button");
    up.disabled = index === 0;
    down.disabled = index === last - 1;
  });
}

function tell(list, item, live, words) {
  const now = [...list.children].indexOf(item) + 1;
  live.textContent = words.moved
    .replace("{item}", textOf(item)).replace("{place}", now).replace("{last}", list.children.length);
}

function step(list, item, by, live, words) {
  const neighbour = by < 0 ? item.previousElementSibling : item.nextElementSibling;
  if (!neighbour) return;
  // The neighbour moves, so that the item keeps the focus.
  if (by < 0) item.after(neighbour); else item.before(neighbour);
  number(list);
  const [up, down] = item.querySelectorAll(".moves button");
  if (document.activeElement?.disabled || document.activeElement === document.body) (up.disabled ? down : up).focus();
  tell(list, item, live, words);
}

function drag(event, list, live, words) {
  const item = event.target.closest(".order-item");
  // A finger drags by the number, so that the page can still be scrolled.
  const grip = event.pointerType === "touch" ? event.target.closest(".ring") : event.target;
  if (!item || !grip || event.button !== 0 || event.target.closest("button")) return;
  event.preventDefault();
  item.classList.add("is-moving");
  list.setPointerCapture(event.pointerId);
  const before = [...list.children].indexOf(item);
  const move = ({ clientY }) => {
    const above = item.previousElementSibling;
    const below = item.nextElementSibling;
    if (above && clientY < middle(above)) item.after(above);
    else if (below && clientY > middle(below)) item.before(below);
  };
  const drop = () => {
    list.removeEventListener("pointermove", move);
    item.classList.remove("is-moving");
    number(list);
    if ([...list.children].indexOf(item) !== before) tell(list, item, live, words);
  };
  list.addEventListener("pointermove", move);
  list.addEventListener("lostpointercapture", drop, { once: true });
}

function middle(element) {
  const box = element.getBoundingClientRect();
  return box.top + box.height / 2;
}
