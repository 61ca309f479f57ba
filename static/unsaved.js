// A form marked data-keep asks before its page is left with text that is not saved.

for (const form of document.querySelectorAll("form[data-keep]")) {
  const words = () => new URLSearchParams(new FormData(form)).toString();
  const saved = words();
  let sent = false;
  form.addEventListener("submit", () => { sent = true; });
  window.addEventListener("pageshow", () => { sent = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!sent && ("unsaved" in form.dataset || words() !== saved)) event.preventDefault();
  });
}
