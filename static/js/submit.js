// A double tap must not send twice. The server is safe against it anyway (submit key).

const WAIT_MS = 20_000; // on a dead line the button comes back

// Signing in again in another tab changes the token: take the one of this moment.
function freshToken(form) {
  const field = form.querySelector("[name=csrfmiddlewaretoken]");
  const cookie = document.cookie.match(/(?:^|; )csrftoken=(\w+)/);
  if (field && cookie) field.value = cookie[1];
}

function release(form) {
  delete form.dataset.sent;
  form.removeAttribute("aria-busy");
  for (const button of form.querySelectorAll("[data-waiting]")) {
    button.disabled = false;
    button.removeAttribute("data-waiting");
    button.querySelector(".spinner")?.remove();
  }
}

function hold(form, button) {
  form.dataset.sent = "";
  form.setAttribute("aria-busy", "true");
  // Later: a button that is disabled at once would not send its own name and value.
  setTimeout(() => {
    if (!button || !("sent" in form.dataset)) return;
    button.dataset.waiting = "";
    button.disabled = true;
    const spinner = document.createElement("span");
    spinner.className = "spinner";
    spinner.setAttribute("aria-hidden", "true");
    button.prepend(spinner);
  }, 0);
  setTimeout(() => release(form), WAIT_MS);
}

export function sendOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || "again" in form.dataset || form.target === "_blank") return;
    if ("sent" in form.dataset) {
      event.preventDefault();
      return;
    }
    freshToken(form);
    hold(form, event.submitter ?? form.querySelector("[type=submit]"));
  });
  // Coming back with the browser's back button shows the page as it was left.
  addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
  });
  document.addEventListener("htmx:finally:request", (event) => {
    const form = event.target.closest?.("form[data-sent]");
    if (form) release(form);
  });
}
