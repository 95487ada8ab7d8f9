/** Answers MapLibre for ground that this phone may keep (`field/keptmap.ts`). */

import { addProtocol } from "maplibre-gl";
import { PMTiles } from "pmtiles";
import { ABOUT, KEPT } from "./kept.ts";

const TILE = /^(.*)\/(\d+)\/(\d+)\/(\d+)$/;
const archives = new Map<string, PMTiles>();

/** From now on maps draw what is kept. */
export function drawKept(): void {
  addProtocol("kept", async ({ url, type }, { signal }) => {
    const address = url.slice(KEPT.length);
    return { data: type === "json" ? await about(address) : await tile(address, signal) };
  });
}

async function about(address: string): Promise<object> {
  const held = await caches.match(address + ABOUT);
  if (held) return (await held.json()) as object;
  const told = (await using(address, (archive) => archive.getTileJson(""))) as object;
  return { ...told, tiles: [`${KEPT}${address}/{z}/{x}/{y}`] };
}

async function tile(address: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const held = await caches.match(address);
  if (held) return held.arrayBuffer();
  const [, file, zoom, column, row] = TILE.exec(address) ?? [];
  if (file) {
    const found = await using(file, (archive) => archive.getZxy(Number(zoom), Number(column), Number(row), signal));
    return found?.data ?? new ArrayBuffer(0);
  }
  const answer = await fetch(address, { signal });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.arrayBuffer();
}

/** A base map's reader; one that failed is begun anew, as it remembers its failure. */
async function using<T>(address: string, work: (archive: PMTiles) => Promise<T>): Promise<T> {
  const archive = archives.get(address) ?? new PMTiles(address);
  archives.set(address, archive);
  try {
    return await work(archive);
  } catch (error) {
    archives.delete(address);
    throw error;
  }
}
