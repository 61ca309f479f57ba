// What JavaScript adds to pages that work without it: keys, the reader's time zone, one answer a click.

import { keys } from "./keys.js";

for (const field of document.querySelectorAll("[data-zone]")) {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}

// A form that is on its way is not sent twice. The server would give the same receipt; this only spares the wait.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// The cards ahead, with what is on their backs, do not stay behind where somebody has left them.
if (!document.querySelector("#run")) {
  try { sessionStorage.removeItem("quizapp-ahead"); } catch { /* nothing was kept */ }
}

keys(document);
