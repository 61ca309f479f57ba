// A room's stream of views, for host and player: server-sent events, or asking again and again where they do not pass.

const SILENCE = 40_000; // Milliseconds; the server says something every 15 s.
const ASK_EVERY = 1_500;
const HEARS_WITHIN = 4_000; // A stream that says nothing for so long is held up on its way: meanwhile this page asks.
const LISTENS_AGAIN = 20; // Rounds of asking.
const PATIENCE = 1_500; // A cut that is over sooner is nobody's business.

/** Call `show(view)` with every view of the room. */
export function follow(root, show) {
  let source, heard = Date.now(), asking = false, timer, doubt;
  const cut = connection();

  function take(text) {
    heard = Date.now();
    cut(false);
    const view = JSON.parse(text);
    if (view.phase) show(view);
  }

  function spoke() {
    clearTimeout(doubt);
    asking = false;
    heard = Date.now();
    cut(false);
  }

  function listen() {
    source?.close();
    if (typeof EventSource === "undefined") return ask();
    const mine = (source = new EventSource(root.dataset.stream));
    clearTimeout(doubt);
    doubt = setTimeout(ask, HEARS_WITHIN);
    mine.addEventListener("view", (event) => { spoke(); take(event.data); });
    mine.addEventListener("beat", spoke);
    mine.addEventListener("error", () => { cut(true); ask(); });
  }

  async function ask() {
    if (asking) return;
    asking = true;
    for (let round = 1; asking; round += 1) {
      try {
        const response = await fetch(root.dataset.view, { headers: { Accept: "application/json" }, cache: "no-store" });
        if (response.status === 404) return location.reload();
        if (response.ok && asking) take(await response.text());
      } catch { cut(true); }
      if (round % LISTENS_AGAIN === 0 && source?.readyState !== 0) listen();
      await new Promise((resolve) => { timer = setTimeout(resolve, ASK_EVERY); });
    }
  }

  function again() {
    heard = Date.now();
    listen();
  }

  setInterval(() => { if (!asking && Date.now() - heard > SILENCE) again(); }, 5_000);
  window.addEventListener("online", again);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && Date.now() - heard > 15_500) again();
  });
  window.addEventListener("pagehide", () => { asking = false; clearTimeout(timer); clearTimeout(doubt); source?.close(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) again(); });
  listen();
}

/** Tells in `[data-cut]` that the connection is gone, and that it is back; both are read out. */
export function connection() {
  const place = document.querySelector("[data-cut]");
  let away = false, timer;
  const say = (words) => { place.textContent = words; place.dataset.shown = words ? "yes" : ""; };
  return (now) => {
    if (now === away) return;
    away = now;
    clearTimeout(timer);
    if (now) timer = setTimeout(() => say(place.dataset.away), PATIENCE);
    else if (place.textContent) { say(place.dataset.back); timer = setTimeout(() => say(""), 4_000); }
  };
}

/** Say something to those who do not see the page. */
export function say(words) {
  document.querySelector("[data-said]").textContent = words;
}

/** Count down to the end of a question in `[data-clock]`, and say when little time is left. */
export function clock(root) {
  let until = null, told = new Set();
  const paint = () => {
    const place = root.querySelector("[data-clock]");
    if (!place || until === null) return;
    const milliseconds = Math.max(0, until - performance.now());
    const left = Math.ceil(milliseconds / 1000);
    const words = left === 1 ? place.dataset.one : place.dataset.clock;
    const text = words ? words.replace("{count}", left) : String(left);
    if (place.textContent !== text) place.textContent = text;
    const bar = root.querySelector("[data-time]");
    bar?.setAttribute("width", String(Math.min(100, milliseconds / 10 / Number(bar.dataset.time))));
    for (const moment of [10, 5]) {
      if (left !== moment || told.has(moment)) continue;
      told.add(moment);
      say(document.querySelector("[data-said]").dataset.left.replace("{count}", left));
    }
  };
  setInterval(paint, 200);
  return (left) => {
    until = left === null || left === undefined ? null : performance.now() + left * 1000;
    told = new Set([10, 5].filter((moment) => (left ?? 0) < moment));
    paint();
  };
}

/** Put this page's own token into every form that is sent as one: what the stream brings is the same for all. */
export function sign(root) {
  for (const form of root.querySelectorAll("form[method=post]")) {
    if (form.elements.csrf_token) continue;
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "csrf_token", value: root.dataset.token });
    form.append(field);
  }
}
