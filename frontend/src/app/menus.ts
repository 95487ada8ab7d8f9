/** Menus made of `<details class="kk-menu">` close on Escape and when something else is touched. */

export function watchMenus(): void {
  document.addEventListener("click", (event) => closeAll(event.target as Node));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector<HTMLDetailsElement>("details.kk-menu[open]");
    open?.querySelector("summary")?.focus();
    closeAll(null);
  });
}

function closeAll(except: Node | null): void {
  document.querySelectorAll<HTMLDetailsElement>("details.kk-menu[open]").forEach((menu) => {
    if (!menu.contains(except)) menu.open = false;
  });
}
