/** A table wider than the page can be scrolled with the keyboard; of tabs the current one is in sight. */

export function watchScrollers(): void {
  const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => mark(target as HTMLElement)));
  const watch = (root: ParentNode): void => root.querySelectorAll(".kk-scroll").forEach((each) => sizes.observe(each));
  watch(document);
  document.querySelector(".kk-tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  document.addEventListener("htmx:load", (event) => watch(event.target as Element));
}

function mark(box: HTMLElement): void {
  if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  else box.removeAttribute("tabindex");
}
