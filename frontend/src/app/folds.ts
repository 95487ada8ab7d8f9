/** What somebody has folded out in a part of the page stays so when the server sends that part anew. */

export function watchFolds(): void {
  const open = new Map<string, boolean>();
  document.addEventListener("htmx:beforeSwap", (event) => {
    open.clear();
    folds(event).forEach((each) => open.set(each.id, each.open));
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (open.size === 0) return;
    // What is new was just asked for.
    folds(event).forEach((each) => (each.open = open.get(each.id) ?? true));
  });
}

function folds(event: Event): NodeListOf<HTMLDetailsElement> {
  const target = (event as CustomEvent).detail.target as HTMLElement;
  return target.querySelectorAll<HTMLDetailsElement>("details[id]");
}
