// Single keys for lists at the desk. Everything they do is a link, a field or a button of the page:
//   [data-rows]            a form with rows; its value names the list, under which ticks are remembered
//   [data-row]             a row with a checkbox and a [data-row-link]; aria-current marks the open one
//   [data-rows-stay]       J and K move the mark and open nothing; O opens the marked one
//   [data-key="p"]         pressed, opened or focused by that key
//   [data-many-key="p"]    the same, instead, while rows are ticked
//   [data-ticked]          shown while rows are ticked, with a [data-ticked-count] in it
//   [data-keys-off]        holds the checkbox that switches single keys off (WCAG 2.1.4)

const OFF = "huiyin-keys-off";
const TICKS = "huiyin-ticks:";
const form = document.querySelector("[data-rows]");
const rows = [...document.querySelectorAll("[data-row]")];

function stored(storage, name) {
  try {
    return storage.getItem(name);
  } catch {
    return null; // storage switched off: nothing is remembered
  }
}

function store(storage, name, value) {
  try {
    if (value) storage.setItem(name, value);
    else storage.removeItem(name);
  } catch {
    // nothing to do: the page works without
  }
}

const isOpen = (row) => row.getAttribute("aria-current") === "true";
const box = (row) => row.querySelector("input[type='checkbox']");
const ticked = () => rows.map(box).filter((one) => one?.checked);

// Ticks outlive going from row to row; a row that changed meanwhile has another value.
function rememberTicks() {
  store(sessionStorage, TICKS + form.dataset.rows, ticked().map((one) => one.value).join(" "));
  showTicks();
}

function restoreTicks() {
  const values = (stored(sessionStorage, TICKS + form.dataset.rows) ?? "").split(" ");
  for (const one of rows.map(box)) if (one && values.includes(one.value)) one.checked = true;
  showTicks();
}

function showTicks() {
  const count = ticked().length;
  for (const part of document.querySelectorAll("[data-ticked]")) {
    part.hidden = !count;
    part.querySelector("[data-ticked-count]").textContent = count;
  }
}

function move(step) {
  const at = rows.findIndex(isOpen);
  const next = rows[at < 0 ? 0 : at + step];
  if (!next) return;
  if (form?.hasAttribute("data-rows-stay")) mark(next);
  else next.querySelector("[data-row-link]").click();
}

function mark(row) {
  rows.find(isOpen)?.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
  (box(row) ?? row.querySelector("[data-row-link]")).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function tick() {
  const row = rows.find(isOpen) ?? rows[0];
  if (row && box(row)) box(row).click();
}

function reach(part) {
  if (part.matches("details")) {
    part.open = !part.open;
    part.querySelector("summary").focus();
    return;
  }
  const folded = part.closest("details:not([open])");
  if (folded) folded.open = true;
  const field = part.matches("button, a, input, select, textarea") ? part : part.querySelector("select, input, textarea");
  field.focus();
  if (field.matches("button, a")) field.click();
}

function named(key) {
  const name = CSS.escape(key);
  const many = ticked().length && document.querySelector(`[data-many-key="${name}"]`);
  return many || document.querySelector(`[data-key="${name}"]`);
}

const isWriting = (part) => part.matches("textarea, select, [contenteditable], input:not([type='checkbox'], [type='radio'])");

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
  if (isWriting(event.target) || stored(localStorage, OFF)) return;
  const key = event.key.toLowerCase();
  const part = named(key);
  if (key === "j") move(1);
  else if (key === "k") move(-1);
  else if (key === "x") tick();
  else if (key === "o" && rows.some(isOpen)) rows.find(isOpen).querySelector("[data-row-link]").click();
  else if (part) reach(part);
  else return;
  event.preventDefault();
}

function offerSwitch() {
  const place = document.querySelector("[data-keys-off]");
  if (!place) return;
  const choice = place.querySelector("input");
  choice.checked = Boolean(stored(localStorage, OFF));
  choice.addEventListener("change", () => store(localStorage, OFF, choice.checked ? "1" : ""));
  place.hidden = false;
}

if (form) {
  restoreTicks();
  form.addEventListener("change", rememberTicks);
  form.addEventListener("submit", () => store(sessionStorage, TICKS + form.dataset.rows, ""));
}
offerSwitch();
rows.find(isOpen)?.scrollIntoView({ block: "nearest" });
document.addEventListener("keydown", onKey);
