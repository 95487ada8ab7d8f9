/** Lets the phone page open, and the outbox empty itself, without the network or the page. */

import { Album } from "./album.ts";
import { Line } from "./line.ts";
import { heldBefore, moveOld } from "./moving.ts";
import { PAGES, roundAt } from "./pages.ts";
import { PhotoSender } from "./photosender.ts";
import { Sender, type Ending } from "./sender.ts";
import { Store } from "./store.ts";

interface SyncEvent extends ExtendableEvent {
  tag: string;
}

declare const self: ServiceWorkerGlobalScope & {
  /** Written in front of this script by the server: a digest of the files, and their addresses. */
  KOKONG: { version: string; assets: string[]; offline: string };
};

const SHELL = "kokong-shell-";
const LOCK = "kokong-outbox";
const PHOTO_LOCK = "kokong-photos";
/** A network that is there but says nothing is treated as none. */
const PATIENCE = 2_500;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => answer(event));
self.addEventListener("sync" as never, ((event: SyncEvent) => {
  if (event.tag === LOCK) event.waitUntil(flush());
}) as never);

async function install(): Promise<void> {
  const shell = await caches.open(SHELL + self.KOKONG.version);
  await shell.addAll(self.KOKONG.assets.map((asset) => new Request(asset, { cache: "reload" })));
  await shell.add(self.KOKONG.offline);
  await self.skipWaiting();
}

async function activate(): Promise<void> {
  await self.clients.claim();
  // Cached pages name the files they were made with; those files go once every page has been fetched anew, with what
  // it needs to open without a network.
  if (!(await refreshRounds()) || !(await refreshPages())) return;
  for (const name of await caches.keys()) {
    if (name.startsWith(SHELL) && name !== SHELL + self.KOKONG.version) await caches.delete(name);
  }
}

/** Whose phone this is, and the rounds of the kept pages, as this version keeps them. */
async function refreshRounds(): Promise<boolean> {
  const kept = (await (await caches.open(PAGES)).keys()).map(({ url }) => roundAt(new URL(url).pathname));
  const line = new Line();
  const session = kept.length ? await line.session(true) : null;
  if (session === null || typeof session === "string") return session === null;
  return withStore(async (store) => {
    if (!(await store.admit(session))) return false;
    await moveOld(store, session.user);
    for (const round of kept) {
      const asked = Date.now();
      const heard = round !== null && round !== undefined ? await line.round(round, "") : null;
      if (heard !== null && typeof heard === "object") await store.keep(heard, session.user, asked);
    }
    return true;
  });
}

async function refreshPages(): Promise<boolean> {
  const pages = await caches.open(PAGES);
  const fetched = await Promise.all(
    (await pages.keys()).map(async (request) => {
      const fresh = await fetch(request.url, { redirect: "manual" }).catch(() => null);
      if (fresh?.ok) await pages.put(request.url, fresh);
      return fresh?.ok ?? false;
    }),
  );
  return fetched.every(Boolean);
}

function answer(event: FetchEvent): void {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (!url.pathname.startsWith("/field/api/") && !request.headers.has("range")) event.respondWith(file(request));
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreSearch: false })) ?? fetch(request);
}

/** The network's page if it comes in time, else the phone's; the network's is kept whenever it comes. */
async function page(event: FetchEvent, url: URL): Promise<Response> {
  const network = fetch(event.request).then((fresh) => keep(fresh, url.pathname));
  event.waitUntil(network.catch(() => undefined));
  const inTime = await Promise.race([network.catch(() => null), rest(PATIENCE)]);
  if (inTime && inTime.status < 500) return inTime;
  const kept = (await known(url.pathname)) ?? (inTime ? null : await caches.match(self.KOKONG.offline));
  return kept ?? inTime ?? network;
}

/** The phone's own page, while it is somebody's to see: not after signing out, nor once the round or the lease is over. */
async function known(path: string): Promise<Response | undefined> {
  const page = await caches.match(path);
  const round = roundAt(path);
  if (!page || round === undefined) return page;
  if (await withStore((store) => store.shows(round, Date.now()))) return page;
  if (await heldBefore(round, Date.now())) return page;
  await (await caches.open(PAGES)).delete(path);
  return undefined;
}

async function keep(fresh: Response, path: string): Promise<Response> {
  if (roundAt(path) === undefined) return fresh;
  if (fresh.ok && fresh.type === "basic" && !fresh.redirected) {
    const copy = fresh.clone();
    // A page that comes when its person has signed out meanwhile is kept no longer.
    if (await withStore(async (store) => store.holder !== null)) await (await caches.open(PAGES)).put(path, copy);
  } else if (fresh.status === 404 || fresh.status === 403) await (await caches.open(PAGES)).delete(path);
  return fresh;
}

async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await Store.open();
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

const rest = (time: number): Promise<null> => new Promise((done) => setTimeout(() => done(null), time));

/** Woken by the browser because the network is back: send, under the same lock as the pages. */
async function flush(): Promise<void> {
  const ending = await withStore(async (store) => {
    const line = new Line();
    let ended: Ending = await navigator.locks.request(LOCK, () => new Sender(store, line).flush());
    if (ended === "sent" || ended === "held") {
      const photos = new PhotoSender(new Album(store), line, () => store.device());
      ended = await navigator.locks.request(PHOTO_LOCK, () => photos.flush());
    }
    if (ended === "signed-out" || ended === "no-role") await store.lock();
    return ended;
  });
  for (const client of await self.clients.matchAll()) client.postMessage("changed");
  // The browser tries again when this fails; an expired sign-in is for the person to mend.
  if (ending === "unreachable") throw new Error("The server could not be reached; everything is kept.");
}
