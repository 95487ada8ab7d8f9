/** The map that a phone keeps of each list: its ground around the subjects, and once the program that draws it.
 *
 *  It is the first to go when there is little room: records never wait for a map. */

import { ABOUT } from "../map/kept.ts";
import type { BaseMap } from "./basemap.ts";
import { forgetMap, groundOf } from "./grounds.ts";
import type { Key } from "./model.ts";
import { config } from "./page.ts";
import { cover, type Place } from "./tiles.ts";

const PROGRAM = "kokong-map-program";
const LOCK = "kokong-map";
/** What is kept of a list's map: the addresses, and whether that is all of it. Written last. */
const TOLD = "/field/kept-map";

const MOST_TILES = 160;
const MOST_BYTES = 12 * 1024 * 1024;
/** So much room stays for records and photos. */
const RESERVE = 64 * 1024 * 1024;
/** The zooms of our own ground. */
const OWN = [9, 14] as const;

export type KeptMap = "whole" | "part" | null;

interface Told {
  wanted: string[];
  whole: boolean;
  full?: boolean; // as much as a list may hold, and no more
}

interface Part {
  address: string;
  load(): Promise<BodyInit>;
}

const absolute = (address: string): string => new URL(address, location.origin).href;

/** Keep the map around a list's subjects, the first ones first. `held`: whether the phone still holds the list. */
export async function keepMap(key: Key, places: readonly Place[], held: () => Promise<boolean>): Promise<KeptMap> {
  if (!config.map || !places.length) return null;
  return navigator.locks.request(LOCK, async () => {
    try {
      if (!(await isRoom())) await forgetMap(key);
      else await fill(key, places);
    } catch (error) {
      // No network: what is there stays, and the rest comes another time. No room: a map is the first to go.
      if (error instanceof DOMException && error.name === "QuotaExceededError") await forgetMap(key);
    }
    if (!(await held())) await forgetMap(key);
    return keptMap(key);
  });
}

/** How much of a list's map is here. */
export async function keptMap(key: Key): Promise<KeptMap> {
  if (!config.map || !(await caches.has(groundOf(key)))) return null;
  const told = await toldOf(await caches.open(groundOf(key)));
  const program = await caches.open(PROGRAM);
  const drawable = await Promise.all(programs().map(async (address) => Boolean(await program.match(address))));
  return told && drawable.every(Boolean) ? (told.whole ? "whole" : "part") : null;
}

async function isRoom(): Promise<boolean> {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  return quota === undefined || usage === undefined || quota - usage > RESERVE;
}

async function fill(key: Key, places: readonly Place[]): Promise<void> {
  await keepProgram();
  const cache = await caches.open(groundOf(key));
  const { parts, whole } = await plan(places);
  const wanted = parts.map(({ address }) => address);
  const before = await toldOf(cache);
  if (before?.wanted.join() === wanted.join() && (before.full || before.whole === whole)) return;
  const here: string[] = [];
  let bytes = 0;
  for (const { address, load } of parts) {
    const known = await cache.match(address);
    const fresh = known ?? new Response(await load());
    bytes += (await fresh.clone().arrayBuffer()).byteLength;
    if (bytes > MOST_BYTES) break;
    if (!known) await cache.put(address, fresh);
    here.push(address);
  }
  const full = here.length < wanted.length;
  await cache.put(TOLD, Response.json({ wanted, whole: whole && !full, full } satisfies Told));
  for (const { url } of await cache.keys()) if (!here.includes(url) && url !== absolute(TOLD)) await cache.delete(url);
}

async function toldOf(cache: Cache): Promise<Told | null> {
  return ((await (await cache.match(TOLD))?.json()) as Told | undefined) ?? null;
}

/** What the map needs: the base map's tiles where there is one, and our own, which have house numbers. */
async function plan(places: readonly Place[]): Promise<{ parts: Part[]; whole: boolean }> {
  const { tiles, base } = config.map!;
  const own = cover(places, ...OWN, MOST_TILES);
  const parts = own.tiles.map(([zoom, column, row]): Part => {
    const address = absolute(tiles.replace("{z}", `${zoom}`).replace("{x}", `${column}`).replace("{y}", `${row}`));
    return { address, load: () => bytesOf(address) };
  });
  if (!base) return { parts, whole: own.whole };
  const { open } = (await import(base.script)) as { open(address: string): Promise<BaseMap> };
  const address = absolute(base.file);
  const archive = await open(address);
  const under = cover(places, Math.max(archive.first, OWN[0]), archive.last, MOST_TILES);
  const beneath = under.tiles.map((tile): Part => (
    { address: `${address}/${tile.join("/")}`, load: async () => (await archive.tile(...tile)) ?? "" }));
  const about: Part = { address: address + ABOUT, load: () => Promise.resolve(JSON.stringify(archive.about)) };
  return { parts: [about, ...beneath, ...parts], whole: own.whole && under.whole };
}

async function bytesOf(address: string): Promise<ArrayBuffer> {
  const answer = await fetch(address);
  if (!answer.ok || answer.redirected) throw new Error(`${address}: ${answer.status}`);
  return answer.arrayBuffer();
}

const programs = (): string[] => {
  const { script, style, worker } = config.map!;
  return [script, style, worker].map(absolute);
};

/** What draws the map, once for all lists; that of an older version goes once this one is here. */
async function keepProgram(): Promise<void> {
  const cache = await caches.open(PROGRAM);
  const wanted = programs();
  for (const address of wanted) if (!(await cache.match(address))) await cache.add(address);
  for (const { url } of await cache.keys()) if (!wanted.includes(url)) await cache.delete(url);
}
