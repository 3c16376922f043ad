// "Leave this page at once": the page that is left does not stay behind the back button either.

export function leaveAtOnce() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-leave]");
    if (!link) return;
    event.preventDefault();
    document.body.hidden = true; // before the network answers
    location.replace(link.href);
  });
}
