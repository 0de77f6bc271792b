// The desk works without this file; it only saves clicks.

document.getElementById("theme")?.addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  try {
    localStorage.setItem("theme", root.dataset.theme);
  } catch {
    // storage is switched off: it holds until the page is left
  }
});

// What went wrong is read first.
document.querySelector("[data-focus]")?.focus();

// A box that ticks all boxes of its table.
for (const all of document.querySelectorAll("input[data-all]")) {
  const boxes = () => [...document.querySelectorAll(`input[name="${all.dataset.all}"]`)];
  const counter = document.querySelector("[data-count]");
  const count = () => {
    const ticked = boxes().filter((box) => box.checked).length;
    all.checked = ticked > 0 && ticked === boxes().length;
    all.indeterminate = ticked > 0 && ticked < boxes().length;
    if (counter) counter.textContent = ticked.toLocaleString("fa-IR");
    counter?.closest(".bulk")?.toggleAttribute("hidden", ticked === 0);
  };
  all.closest("label, th")?.removeAttribute("hidden");
  all.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
    count();
  });
  for (const box of boxes()) box.addEventListener("change", count);
  count();
}

// A second press while the first is on its way would do things twice.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
