/** Where the ground around each list is kept: a memory for each, so that it goes with its list. */

import type { Key } from "./model.ts";
import { pathOf } from "./pages.ts";

const GROUND = "kokong-ground ";

export const groundOf = (key: Key): string => GROUND + pathOf(key);

/** A list leaves the phone, and its ground with it. */
export async function forgetMap(key: Key): Promise<void> {
  await caches.delete(groundOf(key));
}

/** The ground of every list but these goes. */
export async function forgetMaps(but: readonly Key[] = []): Promise<void> {
  const staying = new Set(but.map(groundOf));
  for (const name of await caches.keys()) if (name.startsWith(GROUND) && !staying.has(name)) await caches.delete(name);
}
