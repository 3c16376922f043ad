// <button type="button" data-print hidden>: shown where scripts can open the print window.
export function offerPrint() {
  for (const button of document.querySelectorAll("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
