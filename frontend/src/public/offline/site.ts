/** The site without a network: its worker, and the page that it shows then, each in the language that is read. */

import { ADVICE, cacheOf } from "./kept.ts";

const base = document.body.dataset["site"];

/** Have the worker, and keep the page for when there is no network with what it needs to look like itself. */
async function prepare(base: string): Promise<void> {
  await navigator.serviceWorker.register(`${base}/offline.js`, { scope: `${base}/`, updateViaCache: "none" });
  const offline = document.body.dataset["offline"] ?? "";
  const cache = await caches.open(cacheOf(base));
  const there = await Promise.all([offline, ...looks(document)].map((each) => cache.match(each)));
  if (there.every((each) => each)) return;
  const page = await fetch(offline);
  if (!page.ok) return;
  const its = looks(new DOMParser().parseFromString(await page.clone().text(), "text/html")); // they may be others
  await cache.addAll([...new Set([...looks(document), ...its])]);
  await cache.put(offline, page); // last: where it is found, all that it needs is there
}

const looks = (page: Document) =>
  [...page.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet], link[rel=icon]")].map((each) => each.href);

/** The advice that was read here before, as links. */
async function list(base: string, place: HTMLElement): Promise<void> {
  const cache = await caches.open(cacheOf(base));
  const pages = (await cache.keys()).filter((each) => new URL(each.url).pathname.startsWith(`${base}/${ADVICE}/`));
  for (const page of pages) {
    const html = (await (await cache.match(page))?.text()) ?? "";
    const title = new DOMParser().parseFromString(html, "text/html").querySelector("h1")?.textContent?.trim();
    if (!title) continue;
    const link = Object.assign(document.createElement("a"), { href: page.url, textContent: title, className: "ds-link" });
    place.querySelector("ul")?.appendChild(document.createElement("li")).append(link);
    place.hidden = false;
  }
}

if (base !== undefined && "serviceWorker" in navigator && "caches" in window) {
  const seen = document.querySelector<HTMLElement>("[data-seen]");
  if (seen) void list(base, seen).catch(() => undefined);
  // Nothing of this is needed to read: it waits until the page is there, and a browser that won't is left alone.
  else addEventListener("load", () => void prepare(base).catch(() => undefined));
}
