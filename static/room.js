// A room's stream of views, for host and player: server-sent events, or asking again and again where they do not pass.

const SILENCE = 40_000; // Milliseconds; the server says something every 15 s.
const ASK_EVERY = 1_500;
const FAILURES = 3; // In a row, before this page asks instead of listening.

/** Call `show(view)` with every view of the room; `cut(true)` while there is no connection. */
export function follow(root, show, cut) {
  let source, heard = Date.now(), failures = 0, asking = false;

  function take(text) {
    heard = Date.now();
    failures = 0;
    cut(false);
    const view = JSON.parse(text);
    if (view.phase) show(view);
  }

  function listen() {
    source = new EventSource(root.dataset.stream);
    source.addEventListener("view", (event) => take(event.data));
    source.addEventListener("beat", () => { heard = Date.now(); cut(false); });
    source.addEventListener("error", () => {
      cut(true);
      failures += 1;
      if (source.readyState === EventSource.CLOSED || failures >= FAILURES) ask();
    });
  }

  async function ask() {
    source?.close();
    if (asking) return;
    asking = true;
    for (let round = 0; ; round += 1) {
      try {
        const response = await fetch(root.dataset.view, { headers: { Accept: "application/json" }, cache: "no-store" });
        if (response.status === 404) return location.reload();
        if (response.ok) take(await response.text());
      } catch { cut(true); }
      if (round % 20 === 19) break; // Now and then, try to listen again.
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY));
    }
    asking = false;
    failures = 0;
    listen();
  }

  function again() {
    if (asking) return;
    source?.close();
    heard = Date.now();
    listen();
  }

  setInterval(() => { if (Date.now() - heard > SILENCE) again(); }, 5_000);
  window.addEventListener("online", again);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && Date.now() - heard > 15_500) again();
  });
  window.addEventListener("pagehide", () => source?.close());
  window.addEventListener("pageshow", (event) => { if (event.persisted) again(); });
  listen();
}

/** Count down to the end of a question in `[data-clock]`, and say out loud when little time is left. */
export function clock(root, say) {
  let until = null, told = new Set();
  setInterval(() => {
    const place = root.querySelector("[data-clock]");
    if (!place || until === null) return;
    const left = Math.max(0, Math.ceil((until - performance.now()) / 1000));
    const text = String(left);
    if (place.textContent !== text) place.textContent = text;
    for (const bar of root.querySelectorAll("[data-time]")) bar.setAttribute("width", String(Math.max(0, (until - performance.now()) / 10 / Number(bar.dataset.time))));
    for (const mark of [10, 5]) if (left === mark && !told.has(mark)) { told.add(mark); say(left); }
  }, 200);
  return (left) => {
    until = left === null || left === undefined ? null : performance.now() + left * 1000;
    told = new Set([10, 5].filter((mark) => (left ?? 0) < mark));
  };
}
