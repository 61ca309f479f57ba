// What is said about the connection. The region is there from the start and is filled later: a screen reader tells what
// changes in it.

const SAID = "quizapp-said";

const notice = () => document.querySelector("[data-offline]");
export const words = () => notice()?.dataset ?? {};

export function say(text) {
  if (notice()) notice().textContent = text;
}

export const counted = (name, count) =>
  (count === 1 ? words()[`${name}One`] : words()[`${name}Many`])?.replace("#", count) ?? "";

// What waits for its owner, and a button with which they may let it go.
export function sayWaiting(count, discard) {
  say(counted("waiting", count));
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "link", textContent: words().discard });
  button.addEventListener("click", discard);
  notice()?.append(" ", button);
}

export function sayOnNextPage(text) {
  try { sessionStorage.setItem(SAID, text); } catch { /* a private window: it is not said */ }
}

export function sayWhatWasLeft() {
  try {
    const text = sessionStorage.getItem(SAID);
    sessionStorage.removeItem(SAID);
    if (text) setTimeout(() => say(text), 100);
  } catch { /* nothing was kept */ }
}
