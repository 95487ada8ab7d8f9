/** What waits keeps itself fresh: `[data-fresh]` is fetched again when there is news, and each minute that one looks. */

const MINUTE = 60_000;
export const NEWS = "kk-news";

export function watchFresh(): void {
  const part = document.querySelector<HTMLElement>("[data-fresh]");
  if (!part?.id) return;
  const look = (): void => void renew(part.id);
  document.addEventListener(NEWS, look);
  document.addEventListener("visibilitychange", look);
  setInterval(look, MINUTE);
}

async function renew(id: string): Promise<void> {
  const part = document.getElementById(id);
  if (!part || document.visibilityState !== "visible") return;
  const answer = await fetch(location.href, { cache: "no-store", redirect: "error" }).catch(() => null);
  if (!answer?.ok) return;
  const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id);
  if (!found || found.innerHTML === part.dataset.was) return;
  const focused = part.contains(document.activeElement) ? document.activeElement?.getAttribute("href") : null;
  part.innerHTML = found.innerHTML;
  part.dataset.was = found.innerHTML;
  part.dispatchEvent(new Event("htmx:load", { bubbles: true })); // times count on
  // Nobody loses their place in the list.
  if (focused) part.querySelector<HTMLElement>(`a[href="${CSS.escape(focused)}"]`)?.focus();
}
