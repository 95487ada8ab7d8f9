/** Cached pages, apart from scripts and styles: they hold addresses, and go when the person or the round goes. */

export const PAGES = "kokong-pages";
const ROUND = /^\/field\/rounds\/(\d+)\/$/;

export const pageOf = (round: number): string => `/field/rounds/${round}/`;

/** Which round a path shows; null for the list of rounds, undefined for a page that is never kept. */
export function roundAt(path: string): number | null | undefined {
  if (path === "/field/") return null;
  const found = ROUND.exec(path)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** The list of rounds names their streets: once a round has gone, the list that was kept goes, too. */
export async function renewList(): Promise<void> {
  if (!(await fetchPage("/field/"))) await (await caches.open(PAGES)).delete("/field/");
}

/** Fetch a page anew and keep it; false where there is none for this person now. */
export async function fetchPage(path: string): Promise<boolean> {
  const fresh = await fetch(path, { cache: "no-store", redirect: "error" }).catch(() => null);
  if (!fresh?.ok || fresh.redirected) return false;
  await (await caches.open(PAGES)).put(path, fresh);
  return true;
}
