// Counts an assignment's time down. The server decides: it sent the seconds that are left, whatever this clock says.
// When time is over, an answer already chosen is sent (the server takes it for two seconds more), else the page says so.

const shown = document.querySelector("[data-left]");
const aloud = document.querySelector("[data-aloud]");

if (shown) {
  const left = Number(shown.dataset.left);
  const words = shown.querySelector("[data-shown]");
  const began = performance.now();
  const tell = { 300: aloud.dataset.five, 60: aloud.dataset.one, 0: aloud.dataset.none };
  let before = left + 1;
  const tick = () => {
    const now = Math.max(0, left - Math.floor((performance.now() - began) / 1000));
    words.textContent = format(now);
    for (const [at, text] of Object.entries(tell)) {
      if (now <= Number(at) && before > Number(at) && before <= left) aloud.textContent = text;
    }
    before = now;
    if (now > 0) return;
    clearInterval(timer);
    over(left);
  };
  const timer = setInterval(tick, 250);
  tick();
}

function format(seconds) {
  const two = (value) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function over(left) {
  const form = document.querySelector("form[data-question]");
  if (left > 0 && form && given(form)) form.requestSubmit();
  else setTimeout(() => location.assign(shown.dataset.over), left > 0 ? 0 : 2500); // By then the server has ended it.
}

function given(form) {
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrf_token" && name !== "confidence");
  return fields.some(([, value]) => value !== "");
}
