// Menus are <details class="drop">; they close by Escape, by a tap elsewhere, and when another opens.

export function closeMenus() {
  const open = () => document.querySelectorAll("details.drop[open]");
  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}
