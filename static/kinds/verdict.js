// Tells how many sentences are marked.

start(document);

/** Do so below `root`: a live room brings its questions later. */
export function start(root) {
  for (const sheet of root.querySelectorAll("[data-evidence]")) enhance(sheet);
}

function enhance(sheet) {
  const count = sheet.querySelector("[data-count]");
  const tell = () => {
    const marked = sheet.querySelectorAll(":checked").length;
    const words = marked === 1 ? sheet.dataset.one : sheet.dataset.many;
    count.textContent = marked ? words.replace("{count}", marked) : "";
  };
  sheet.addEventListener("change", tell);
  tell();
}
