// <button type="submit" data-confirm="Delete this photo?" data-confirm-yes="Delete"> asks first.

function ask(question, yes, no) {
  const dialog = document.createElement("dialog");
  const text = document.createElement("p");
  const actions = document.createElement("div");
  const yesButton = document.createElement("button");
  const noButton = document.createElement("button");
  dialog.setAttribute("aria-labelledby", "confirm-question");
  text.id = "confirm-question";
  text.textContent = question;
  actions.className = "actions";
  yesButton.className = "btn btn-danger";
  yesButton.textContent = yes;
  noButton.className = "btn btn-secondary";
  noButton.textContent = no;
  noButton.autofocus = true;
  actions.append(noButton, yesButton);
  dialog.append(text, actions);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    yesButton.addEventListener("click", () => dialog.close("yes"));
    noButton.addEventListener("click", () => dialog.close("no"));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}

export function watchConfirm(texts) {
  document.addEventListener(
    "click",
    async (event) => {
      const button = event.target.closest?.("button[data-confirm]");
      if (!button || "confirmed" in button.dataset) return;
      event.preventDefault();
      event.stopPropagation();
      if (await ask(button.dataset.confirm, button.dataset.confirmYes ?? texts.yes, texts.no)) {
        button.dataset.confirmed = "";
        button.click();
        delete button.dataset.confirmed;
      }
    },
    true,
  );
}
