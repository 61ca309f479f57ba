// The teacher's page of an assignment looks again every five seconds while it is seen; without it, reloading does.

const EVERY = 5000;
const now = document.querySelector("[data-now]");
const said = document.querySelector("[data-said]");

function summary() {
  return now.querySelector("[data-summary]")?.textContent ?? "";
}

async function look() {
  if (document.hidden) return;
  const answer = await fetch(now.dataset.now, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const text = await answer.text();
  if (text === look.last) return;
  look.last = text;
  const [before, focused] = [summary(), now.contains(document.activeElement) ? document.activeElement.id : ""];
  now.innerHTML = text;
  if (focused) document.getElementById(focused)?.focus();
  if (summary() !== before) said.textContent = summary(); // Told aloud only when somebody's standing changed.
}

if (now && !("over" in now.dataset)) {
  const again = () => look().catch(() => { /* No connection just now: the next look may have one. */ });
  setInterval(again, EVERY);
  document.addEventListener("visibilitychange", again);
}
