// Words are never lost, and arrive once: what is typed is kept until the server has it, a second
// press of the button sends nothing, and a key tells the server that a retry is the same letter.
// Every form works without this file. The markup is in templates/ui/human.html.

const PREFIX = "huiyin-draft:";
const SENT = " sent"; // the slot of the letter this tab sent last; no slot has a space
const KEPT_FOR = 7 * 24 * 3600 * 1000; // milliseconds
const PAUSE = 300; // milliseconds without typing before the words are kept
const PATIENCE = 20_000; // milliseconds after which a form that went nowhere may be sent again
const UNKEPT = ["hidden", "password", "file", "submit", "button", "reset", "image"];

const forms = new Set();
const typedIn = new Set();
const sending = new Map(); // form → how to let it be sent again
const timers = new Map();
const working = new Map(); // form → the key its proof is worked for
const local = storage("localStorage"); // the words: they outlive the browser
const session = storage("sessionStorage"); // the key: two tabs are two letters

function storage(name) {
  const attempt = (act) => {
    try {
      return act(window[name]);
    } catch {
      return null; // switched off or full: the form works, it only remembers nothing
    }
  };
  return {
    get: (slot) => attempt((box) => box.getItem(PREFIX + slot)),
    set: (slot, text) => attempt((box) => box.setItem(PREFIX + slot, text)),
    remove: (slot) => attempt((box) => box.removeItem(PREFIX + slot)),
    all: () => attempt((box) => Object.keys(box).flatMap((name) => (name.startsWith(PREFIX) ? name.slice(PREFIX.length) : []))) ?? [],
  };
}

// Called once the page is there, and again after a part of it was replaced.
export function prepare() {
  for (const mark of document.querySelectorAll("[data-draft-done]")) {
    arrived(mark.dataset.draftDone.split(" "));
  }
  forgetOld();
  for (const part of document.querySelectorAll("form[data-draft],[name=idempotency_key]")) {
    const form = part.closest("form");
    if (form && !forms.has(form)) begin(form);
  }
}

// Whether a form may be closed: everything typed in it is kept, and there again when it is opened.
export function isKept(form) {
  keep(form);
  const words = slotOf(form) && read(slotOf(form));
  return entries(form).every(([name, part]) => present(part) === standard(part) || words?.[name] === present(part));
}

// Only what this tab sent last: looking at an old receipt takes no newer draft away.
function arrived(names) {
  const slot = session.get(SENT);
  const isNamed = (name) => name === slot || (name.endsWith("*") && slot.startsWith(name.slice(0, -1)));
  if (!slot || !names.some(isNamed)) return;
  session.remove(SENT);
  local.remove(slot);
  session.remove(slot);
  session.set(`${slot} done`, "1");
}

function hasNotArrived(form) {
  if (session.get(SENT) === slotOf(form)) session.remove(SENT);
}

function begin(form) {
  forms.add(form);
  form.addEventListener("input", () => typed(form));
  form.addEventListener("submit", send);
  form.addEventListener("click", answer);
  hasNotArrived(form); // it is shown again
  const isCorrecting = document.querySelector(".govuk-error-summary"); // it shows what was sent last
  if (!startAfresh(form) && !isCorrecting) restore(form);
  const key = field(form, "idempotency_key");
  if (key?.value) work(form); // the server's own: this is a page of review, perhaps nothing is typed
  else if (key) key.value = ownKey(form);
}

const field = (form, name) => form.querySelector(`[name=${name}]`);
const slotOf = (form) => form.dataset.draft;

// After the words have arrived, the same form (reached by the back button) begins a new letter.
function startAfresh(form) {
  const slot = slotOf(form);
  if (!slot || !session.get(`${slot} done`)) return false;
  for (const gone of [`${slot} done`, slot]) session.remove(gone);
  local.remove(slot);
  form.reset();
  typedIn.delete(form);
  say(form, null);
  for (const name of ["idempotency_key", "proof"]) if (field(form, name)) field(form, name).value = "";
  announce(keptFields(form));
  return true;
}

function ownKey(form) {
  const slot = slotOf(form);
  const key = (slot && session.get(slot)) || newKey();
  if (slot) session.set(slot, key);
  return key;
}

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// --- What is kept

function keptFields(form) {
  if (!slotOf(form)) return [];
  return [...form.elements].filter(
    (part) => part.name && part.type && !UNKEPT.includes(part.type) && !part.closest("[data-private]"),
  );
}

const isBox = (part) => part.type === "checkbox" || part.type === "radio";

function standard(part) {
  if (isBox(part)) return part.defaultChecked;
  if (part.options) return ([...part.options].find((one) => one.defaultSelected) ?? part.options[0])?.value ?? "";
  return part.defaultValue;
}

const present = (part) => (isBox(part) ? part.checked : part.value);

function put(part, value) {
  const slot = isBox(part) ? "checked" : "value";
  const before = part[slot];
  if (before === value) return false;
  part[slot] = value;
  if (part[slot] === value) return true;
  part[slot] = before; // an option that is no longer offered
  return false;
}

// A field by its name, and by its value or place among fields of that name.
function entries(form) {
  const places = new Map();
  return keptFields(form).map((part) => {
    const place = isBox(part) ? part.value : places.get(part.name) ?? 0;
    if (!isBox(part)) places.set(part.name, place + 1);
    return [JSON.stringify([part.name, place]), part];
  });
}

function keep(form) {
  clearTimeout(timers.get(form));
  if (!slotOf(form) || !typedIn.has(form)) return;
  const found = entries(form);
  if (found.every(([, part]) => present(part) === standard(part)) && !document.querySelector(".govuk-error-summary")) {
    local.remove(slotOf(form));
    return;
  }
  const words = Object.fromEntries(found.map(([name, part]) => [name, present(part)]));
  local.set(slotOf(form), JSON.stringify({ at: Date.now(), words }));
}

function read(slot) {
  try {
    const draft = JSON.parse(local.get(slot));
    return draft?.words && Date.now() - draft.at < KEPT_FOR ? draft.words : null;
  } catch {
    return null; // not ours
  }
}

function forgetOld() {
  for (const slot of local.all()) if (!read(slot)) local.remove(slot);
}

function restore(form) {
  const words = slotOf(form) && read(slotOf(form));
  if (!words) return;
  const changed = entries(form).filter(([name, part]) => name in words && put(part, words[name]));
  if (!changed.length) return;
  announce(changed.map(([, part]) => part));
  say(form, "restored");
}

function announce(parts) {
  // Counters listen for typing.
  for (const part of parts) {
    part.dispatchEvent(new Event("input", { bubbles: true }));
    part.dispatchEvent(new Event("keyup", { bubbles: true }));
  }
}

function typed(form) {
  typedIn.add(form);
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => keep(form), PAUSE));
  work(form);
}

// --- What is said

function say(form, what) {
  for (const line of form.querySelectorAll("[data-says]")) line.hidden = line.dataset.says !== what;
}

function answer(event) {
  const form = event.currentTarget;
  const isClearing = event.target.closest("[data-draft-clear]");
  if (!isClearing && !event.target.closest("[data-draft-keep]")) return;
  say(form, null);
  const parts = keptFields(form);
  if (isClearing) {
    for (const part of parts) put(part, standard(part));
    announce(parts);
    local.remove(slotOf(form));
  }
  parts[0]?.focus();
}

// --- How it is sent

function send(event) {
  const form = event.currentTarget;
  if (event.defaultPrevented) return;
  if (sending.has(form)) {
    event.preventDefault();
    return;
  }
  keep(form);
  if (navigator.onLine === false && form.querySelector("[data-says=offline]")) {
    event.preventDefault();
    say(form, "offline");
    return;
  }
  if (slotOf(form)) session.set(SENT, slotOf(form));
  hold(form, event.submitter ?? form.querySelector("[type=submit]"));
}

function hold(form, button) {
  const waiting = form.querySelector("[data-draft-note]")?.dataset.sending;
  const label = button?.textContent;
  if (button && waiting) button.textContent = waiting;
  button?.setAttribute("aria-disabled", "true"); // `disabled` would take its value out of the form
  const timer = setTimeout(() => sending.get(form)?.(), PATIENCE);
  sending.set(form, () => {
    clearTimeout(timer);
    sending.delete(form);
    button?.removeAttribute("aria-disabled");
    if (button && waiting) button.textContent = label;
  });
}

async function work(form) {
  const [stamp, key, proof] = ["stamp", "idempotency_key", "proof"].map((name) => field(form, name));
  if (!stamp?.value || !key?.value || !proof || proof.value || working.get(form) === key.value) return;
  const mine = key.value;
  working.set(form, mine);
  const proofs = await import(document.querySelector("script[data-proof]").dataset.proof).catch(() => null);
  if (!proofs) return void working.delete(form); // no network just now: at the next word again
  const found = await proofs.solve(stamp.value, mine);
  if (found !== null && key.value === mine) proof.value = found;
}

// --- Coming and going

function each(act) {
  for (const form of forms) form.isConnected ? act(form) : forms.delete(form);
}

addEventListener("pagehide", () => each(keep));
document.addEventListener("visibilitychange", () => document.hidden && each(keep));
addEventListener("online", () => each((form) => form.querySelector("[data-says=offline]:not([hidden])") && say(form, null)));
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  each((form) => {
    sending.get(form)?.();
    hasNotArrived(form);
    const key = field(form, "idempotency_key");
    if (startAfresh(form) && key) key.value = ownKey(form);
  });
});
