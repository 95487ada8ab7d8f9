/** A photo made smaller on the phone, and freed of place and camera: drawn anew, upright, at most 1600 pixels wide or high
 *  and light enough for a slow line.
 *
 *  A worker does it, so that the page answers meanwhile; the page itself does where there is none, or where it draws
 *  nothing. What the browser can't open (HEIC in most) goes as it is; the server opens it, and keeps nothing but its
 *  pixels either. */

import { config } from "./page.ts";
import { redrawn } from "./redraw.ts";

let worker: Worker | null = null;
let turns = 0;
const asked = new Map<number, (small: Blob | null) => void>();

export async function shrink(file: Blob): Promise<Blob> {
  return (await beside(file)) ?? (await redrawn(file).catch(() => null)) ?? file;
}

/** What the worker makes of it; null where it makes nothing, or isn't there. */
function beside(file: Blob): Promise<Blob | null> {
  const started = start();
  if (!started) return Promise.resolve(null);
  return new Promise((done) => {
    asked.set((turns += 1), done);
    started.postMessage({ id: turns, file });
  });
}

function start(): Worker | null {
  if (worker || !config.photos || typeof OffscreenCanvas !== "function") return worker;
  worker = new Worker(config.photos.worker);
  worker.addEventListener("message", ({ data: { id, small } }: MessageEvent<{ id: number; small: Blob | null }>) => answer(id, small));
  worker.addEventListener("error", () => {
    worker = null; // the next photo tries again
    for (const id of [...asked.keys()]) answer(id, null);
  });
  return worker;
}

function answer(id: number, small: Blob | null): void {
  asked.get(id)?.(small);
  asked.delete(id);
}
