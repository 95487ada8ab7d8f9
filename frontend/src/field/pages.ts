/** Cached pages, apart from scripts and styles: they hold addresses, and go when the person or the round goes. */

import type { Key } from "./model.ts";

export const PAGES = "kokong-pages";
const LIST = /^\/field\/([a-z-]+\/\d+)\/$/;
const ROUND = /^rounds\/(\d+)$/;

/** A list's path below /field/, and below /field/api/. */
export const pathOf = (key: Key): string => (typeof key === "number" ? `rounds/${key}` : key);

export const pageOf = (key: Key): string => `/field/${pathOf(key)}/`;

/** The key of the list at a path below /field/. */
export function keyOf(path: string): Key {
  const round = ROUND.exec(path)?.[1];
  return round === undefined ? path : Number(round);
}

/** Which list a page shows; null for *My rounds*, undefined for a page that is never kept. */
export function roundAt(path: string): Key | null | undefined {
  if (path === "/field/") return null;
  const found = LIST.exec(path)?.[1];
  return found === undefined ? undefined : keyOf(found);
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
