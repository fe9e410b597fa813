// What pages gain from scripts: remembered large type, live counters, parts replaced in place.
// Every page works without this file.

const files = document.querySelector("script[data-govuk]").dataset;
const root = document.documentElement;
const SIZE = "huiyin-size";

root.classList.add("js-enabled");

function remembered() {
  try {
    return localStorage.getItem(SIZE);
  } catch {
    return null; // storage switched off: the address alone decides
  }
}

function remember(size) {
  try {
    localStorage.setItem(SIZE, size);
  } catch {
    // nothing to do: the link itself still works
  }
}

// The mode stands in the address, so public pages stay the same for everyone. Whoever chose large
// type once is led to it again; never away from a form that is being corrected.
function followSize() {
  const link = document.querySelector("a[data-size='elder']");
  const isCorrecting = document.querySelector(".govuk-error-summary");
  if (link && !isCorrecting && remembered() === "elder") location.replace(link.href + location.hash);
  document.addEventListener("click", (event) => {
    const choice = event.target.closest?.("a[data-size]");
    if (choice) remember(choice.dataset.size);
  });
}

async function enhance(part) {
  if (!part.querySelector("[data-module^='govuk-']")) return;
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  const govuk = await import(files.govuk);
  govuk.initAll({ scope: part, onError: report });
}

function report(error) {
  if (error.name !== "InitError") console.error(error); // after a swap most parts are ready already
}

function loadHtmx() {
  if (!document.querySelector("[hx-get],[hx-post],[hx-put],[hx-patch],[hx-delete],[hx-boost]")) return;
  const script = document.createElement("script");
  script.src = files.htmx;
  document.head.append(script);
  document.addEventListener("htmx:after:swap", async (event) => {
    enhance(document.body);
    await keepWords();
    openAlone(event.detail.ctx.target.closest?.(".clause__box"));
  });
}

// One box to write in is open at a time, as two would share the names of their fields. What stands
// in the others is kept as a draft; where nothing can be kept, they stay open.
async function openAlone(box) {
  if (!box) return;
  const { isKept } = await import(files.drafts);
  for (const form of document.querySelectorAll(".clause__box form")) {
    const other = form.closest(".clause__box");
    if (other !== box && isKept(form)) other.replaceChildren();
  }
  box.querySelector("textarea")?.focus();
}

async function keepWords() {
  if (!document.querySelector("form[data-draft],[name=idempotency_key],[data-draft-done]")) return;
  const drafts = await import(files.drafts);
  drafts.prepare();
}

// Tabs too many for a phone scroll sideways: the present one is brought into sight.
function showTab() {
  for (const tab of document.querySelectorAll(".tabs [aria-current], .nav [aria-current]")) {
    const row = tab.closest("ul, .nav");
    row.scrollLeft = tab.offsetLeft + tab.offsetWidth - row.clientWidth;
  }
}

followSize();
showTab();
enhance(document.body);
loadHtmx();
keepWords();
