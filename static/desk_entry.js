// Entering at the desk: Ctrl+Enter sends a form marked [data-quick-send], once; [data-print] prints.
// Every page works without this file.

const form = document.querySelector("form[data-quick-send]");
const print = document.querySelector("[data-print]");

if (form) {
  let isSent = false;
  form.addEventListener("keydown", (event) => {
    const isMeant = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (!isMeant || event.isComposing || event.repeat) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    if (isSent) event.preventDefault();
    isSent = true;
  });
  addEventListener("pageshow", () => (isSent = false)); // back again: it may be sent again
}

if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
