// Typing sheets in by the keyboard: Enter goes on to the next line, and from the last one sends the sheet.
for (const form of document.querySelectorAll("[data-lines]")) {
  for (const told of form.querySelectorAll("[data-enter]")) told.hidden = false;
  const fields = [...form.querySelectorAll("input[type=text]")];
  form.addEventListener("keydown", (event) => {
    const place = fields.indexOf(event.target);
    if (event.key !== "Enter" || event.isComposing || place < 0) return;
    event.preventDefault();
    if (place + 1 < fields.length) fields[place + 1].focus();
    else if (!event.repeat) form.requestSubmit();
  });
}

// Another pupil or version shows its lines at once, unless something was typed that would be lost.
for (const form of document.querySelectorAll("[data-whose]")) {
  const typed = () => [...document.querySelectorAll("[data-lines] input[type=text]")].some((field) => field.value !== field.defaultValue);
  form.addEventListener("change", (event) => {
    if (event.target.name !== "day" && form.elements.pupil.value && !typed()) form.requestSubmit();
  });
}
