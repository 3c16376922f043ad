// A form that could not be saved: the reader starts at the summary, and its links reach choices too.

function focusSummary(root) {
  root.querySelector("[data-focus]")?.focus({ preventScroll: false });
}

export function showErrors() {
  focusSummary(document);
  document.addEventListener("htmx:after:settle", (event) => {
    if (event.target instanceof Element) focusSummary(event.target);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".error-summary a[href^='#']");
    if (!link) return;
    const target = document.getElementById(link.hash.slice(1));
    const field = target?.matches("input, select, textarea") ? target : target?.querySelector("input, select, textarea");
    if (!field) return;
    event.preventDefault();
    (field.closest(".field") ?? field).scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  });
}
