// When a part of a page could not be loaded, say so; the page stays as it is.

function toast(text) {
  let stack = document.querySelector(".toast-stack");
  if (!stack) {
    stack = document.createElement("div");
    stack.className = "toast-stack";
    stack.setAttribute("role", "status");
    document.body.append(stack);
  }
  const message = document.createElement("div");
  message.className = "alert is-bad";
  message.textContent = text;
  stack.replaceChildren(message);
  setTimeout(() => message.remove(), 8000);
}

export function watchNetwork(texts) {
  document.addEventListener("htmx:error", () => toast(texts.offline));
  document.addEventListener("htmx:response:error", (event) => {
    const status = event.detail?.ctx?.response?.status;
    if (status !== 422) toast(status === 429 ? texts.tooMany : texts.failed);
  });
}
