// Sends what is kept. The server takes each answer once, however often it is sent, and says what became of it.

import { all, forget, grades, isMine } from "./kept.js";
import { counted, sayOnNextPage, words } from "./words.js";

const AT_ONCE = 100;
const AWAY = "quizapp-turned-away";
export const PATIENCE = 8000; // in ms: a connection that hangs for longer is taken to be gone

// The last card takes its forms with it; what is kept still needs their token.
let held = "";
export function token() {
  held = document.querySelector("input[name=csrf_token]")?.value ?? (held || words().token);
  return held;
}

// Sessions that did not take somebody else's answers are not asked again from this window.
const away = () => { try { return JSON.parse(sessionStorage.getItem(AWAY)) ?? []; } catch { return []; } };
const name = (address) => `${words().owner} ${address}`;
function turnAway(address) {
  try { sessionStorage.setItem(AWAY, JSON.stringify([...away(), name(address)])); } catch { /* it is asked again */ }
}

async function send(address, some) {
  const answers = some.map(({ position, grade, later, given_at }) => ({ position, grade, later, given_at }));
  const response = await fetch(`${address}/deliver`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
    body: JSON.stringify({ answers }),
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (response.status === 404) return null;
  if (!response.ok) throw Object.assign(new Error(`delivery: ${response.status}`), { status: response.status });
  return (await response.json()).results;
}

function count(came, some, results) {
  came.gone += some.length;
  for (const [at, { outcome }] of results.entries()) {
    if (some[at].later) continue;
    came[outcome === "new" || outcome === "same" ? "sent" : outcome] += 1;
  }
}

// Session by session, some at a time. What a session does not take stays for whoever gave it: they may only be logged
// out. Returns how many are not kept any more, of which grades were sent, came second or were refused, and how many of
// the reader's own wait.
export async function deliver() {
  const answers = await all();
  const came = { gone: 0, sent: 0, other: 0, refused: 0, waiting: 0 };
  for (const address of new Set(answers.map((each) => each.run))) {
    const own = answers.filter((each) => each.run === address);
    if (!own.some(isMine) && away().includes(name(address))) continue;
    for (let at = 0; at < own.length; at += AT_ONCE) {
      const some = own.slice(at, at + AT_ONCE);
      const results = await send(address, some);
      if (!results) {
        came.waiting += grades(own.slice(at).filter(isMine));
        turnAway(address);
        break;
      }
      await forget(some.map((each) => each.n));
      count(came, some, results);
    }
  }
  const told = ["sent", "other", "refused"].filter((each) => came[each]).map((each) => counted(each, came[each]));
  if (told.length) sayOnNextPage(told.join(" "));
  return came;
}
