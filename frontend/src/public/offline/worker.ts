/** Answers for a site when there is no network: advice that was read before, and else a calm page that says so.
 *
 * With a network it changes nothing and reports nothing. The phone's worker is another, below /field/.
 */

import { ADVICE, MOST, cacheOf } from "./kept.ts";

declare const self: ServiceWorkerGlobalScope;

const base = new URL(self.registration.scope).pathname.replace(/\/$/, "");
const advice = `${base}/${ADVICE}/`;

self.addEventListener("install", () => void self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, url));
  else if (["style", "image", "font"].includes(request.destination)) event.respondWith(part(request));
});

async function page(request: Request, url: URL): Promise<Response> {
  const cache = await caches.open(cacheOf(base));
  try {
    const answer = await fetch(request);
    if (url.pathname.startsWith(advice)) await keep(cache, request, answer);
    return answer;
  } catch (error) {
    const said = (await cache.match(request)) ?? (await offline(cache, url));
    if (said) return said;
    throw error;
  }
}

/** What was read is kept as it is now, and what was taken back is kept no longer. */
async function keep(cache: Cache, request: Request, answer: Response): Promise<void> {
  if (answer.ok && !answer.redirected) await cache.put(request, answer.clone());
  else if (answer.status === 404 || answer.status === 410) await cache.delete(request);
  await trim(cache, (path) => path.startsWith(advice), MOST);
}

/** Only so many are kept, those that came last. */
async function trim(cache: Cache, which: (path: string) => boolean, most: number): Promise<void> {
  const those = (await cache.keys()).filter((each) => which(new URL(each.url).pathname));
  for (const old of those.slice(0, Math.max(0, those.length - most))) await cache.delete(old);
}

async function offline(cache: Cache, url: URL): Promise<Response | undefined> {
  const language = url.searchParams.get("language");
  const own = language && (await cache.match(`${base}/offline/?language=${language}`));
  return own || cache.match(`${base}/offline/`, { ignoreSearch: true });
}

/** A picture or a sheet: from the network, and of advice kept for when there is none. */
async function part(request: Request): Promise<Response> {
  const cache = await caches.open(cacheOf(base));
  try {
    const answer = await fetch(request);
    if (answer.ok && new URL(request.referrer || location.href).pathname.startsWith(advice)) {
      await cache.put(request, answer.clone());
      await trim(cache, (path) => /\.(jpg|png|svg|webp)$/.test(path), 2 * MOST);
    }
    return answer;
  } catch (error) {
    const kept = await cache.match(request);
    if (kept) return kept;
    throw error;
  }
}
