// Tells how many sentences are marked.

for (const sheet of document.querySelectorAll("[data-evidence]")) {
  const count = sheet.querySelector("[data-count]");
  const tell = () => {
    const marked = sheet.querySelectorAll(":checked").length;
    const words = marked === 1 ? sheet.dataset.one : sheet.dataset.many;
    count.textContent = marked ? words.replace("{count}", marked) : "";
  };
  sheet.addEventListener("change", tell);
  tell();
}
