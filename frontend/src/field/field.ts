/** The phone page: storage, sending, and the round or the list of rounds. */

import "./field.css";
import "./card.css";
import { Keeper } from "./keeper.ts";
import { Line } from "./line.ts";
import { watchMap } from "./map.ts";
import { config, h, say } from "./page.ts";
import { RoundPage } from "./round.ts";
import { RoundsPage } from "./rounds.ts";
import { PAGES, Store } from "./store.ts";

const LAST = "last-user";

async function begin(): Promise<void> {
  const store = await Store.open();
  const line = new Line();
  const keeper = new Keeper(store, line);
  await tidy(store);
  watchMap();
  watchInstall();
  if (config.state) await RoundPage.start(keeper, line, config.state);
  else await new RoundsPage(keeper, line).start();
  keeper.start();
  // The browser then clears this site's memory only when the person asks for it. Some ask the person first.
  void navigator.storage?.persist?.().catch(() => undefined);
  await worker();
}

/** Another person's lists and pages go, and those of rounds that are over; what is not sent stays. */
async function tidy(store: Store): Promise<void> {
  await store.tidy(config.user, Date.now());
  if (localStorage.getItem(LAST) !== String(config.user)) {
    await caches.delete(PAGES);
    localStorage.setItem(LAST, String(config.user));
  }
  const held = new Set((await store.snapshots(config.user)).map(({ round }) => `/field/rounds/${round.id}/`));
  const pages = await caches.open(PAGES);
  for (const { url } of await pages.keys()) {
    const { pathname } = new URL(url);
    if (pathname !== "/field/" && pathname !== location.pathname && !held.has(pathname)) await pages.delete(url);
  }
}

async function worker(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/field/sw.js", { scope: "/field/", updateViaCache: "none" }).catch(() => undefined);
  // The first visit's page was fetched before there was a worker to keep it.
  const pages = await caches.open(PAGES);
  for (const page of ["/field/", location.pathname]) {
    if (!(await pages.match(page))) await pages.add(page).catch(() => undefined);
  }
}

interface InstallEvent extends Event {
  prompt(): Promise<unknown>;
}

/** A calm hint, once, where the browser can put the page on the home screen. */
function watchInstall(): void {
  const place = document.querySelector<HTMLElement>("[data-install]");
  const standing = matchMedia("(display-mode: standalone)").matches;
  if (!place || standing || localStorage.getItem("no-install")) return;
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    const asked = event as InstallEvent;
    const done = (): void => {
      localStorage.setItem("no-install", "1");
      place.replaceChildren();
    };
    place.replaceChildren(h("div", { class: "kk-install" },
      h("p", {}, say("install_why")),
      h("div", { class: "kk-actions" },
        h("button", { class: "ds-button", "data-variant": "secondary", onclick: () => void asked.prompt().then(done) }, say("install")),
        h("button", { class: "ds-button", "data-variant": "tertiary", onclick: done }, say("not_now")))));
  });
}

begin().catch((error: unknown) => {
  console.error(error);
  const words = say(isSecureContext ? "no_storage" : "insecure");
  document.querySelector("[data-notices]")?.append(h("div", { class: "ds-alert", "data-color": "danger", role: "alert" }, words));
});
