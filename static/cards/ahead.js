// The cards ahead: their sheets, kept for this window so that each is asked for once, and the rule of the queue.

const AT_ONCE = 8; // sheets: more would hold up everybody else at the server
const STORE = "quizapp-ahead"; // app.js lets go of it on every page that is no card

const run = document.querySelector("#run");
const GAP = Number(run?.dataset.gap);
const RETURNS = Number(run?.dataset.returns);

export let turns = []; // those whose sheets are here, in the order of the queue

function stored() {
  try {
    const found = JSON.parse(sessionStorage.getItem(STORE));
    return found?.run === run.dataset.run ? found.sheets : {};
  } catch { return {}; }
}

function store(sheets) {
  try { sessionStorage.setItem(STORE, JSON.stringify({ run: run.dataset.run, sheets })); } catch { /* asked for again */ }
}

// The card in front is here already.
function front() {
  const form = run.querySelector("[data-grade]");
  return form && !run.querySelector(".problem") ? { [form.action.split("/").pop()]: run.innerHTML } : {};
}

function withSheets(ahead, sheets) {
  const all = ahead.map(([fact, returns, positions]) => ({ fact, returns, positions, html: sheets[positions[0]] }));
  return all.filter((turn) => turn.html);
}

// Resolves to whether all there are have come. `isLost` tells that the queue is gone through already.
export async function look(isLost) {
  const ahead = JSON.parse(run.dataset.ahead);
  const firsts = ahead.map(([, , positions]) => positions[0]);
  const known = { ...stored(), ...front() };
  turns = withSheets(ahead, known);
  const wanted = firsts.filter((at) => !(at in known));
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    const response = await fetch(`${run.dataset.run}/ahead?of=${wanted.slice(at, at + AT_ONCE)}`);
    for (const card of (await response.json()).cards) known[card.positions[0]] = card.html;
  }
  store(Object.fromEntries(firsts.filter((at) => at in known).map((at) => [at, known[at]])));
  if (!isLost()) turns = withSheets(ahead, known);
}

// The queue after a card was graded, or left for later (no grade), as core/relearn.py has it.
export function advance(position, grade) {
  const at = turns.findIndex((turn) => turn.positions.includes(position));
  if (at < 0) return;
  const [turn] = turns.splice(at, 1);
  if (grade === undefined) turns.push(turn);
  if (grade === 1 && turn.returns < RETURNS && turn.positions.length > 1) {
    turns.splice(Math.min(GAP, turns.length), 0,
      { ...turn, returns: turn.returns + 1, positions: turn.positions.filter((each) => each !== position) });
  }
}

// A fact moves once a day: whatever a card that came back is graded, it is due as Again made it; and the last time,
// Again brings it back no more today.
export function tellDue(turn) {
  if (!turn.returns) return;
  for (const button of run.querySelectorAll("[data-grades] button")) {
    if (button.value === "1" && turn.returns < RETURNS) continue;
    button.setAttribute("aria-label", button.dataset.returned);
    const [first, returned] = button.querySelectorAll(".when");
    [first.hidden, returned.hidden] = [true, false];
  }
}
