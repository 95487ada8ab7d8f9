/** The phone page: storage, sending, and the round or the list of rounds. */

import "./field.css";
import { Keeper } from "./keeper.ts";
import { kindOf, use, type Kind } from "./kinds.ts";
import { Line } from "./line.ts";
import { config, h, say } from "./page.ts";
import { RoundsPage } from "./rounds.ts";
import { moveOld } from "./moving.ts";
import { fetchPage, PAGES, roundAt } from "./pages.ts";
import { Store } from "./store.ts";
import { drawLocked } from "./strip.ts";
import { noteLoss } from "./trace.ts";

async function open(): Promise<void> {
  const store = await Store.open();
  const line = new Line();
  const keeper = new Keeper(store, line);
  noteLoss(await store.device());
  await keeper.enter();
  if (keeper.closed) await waitForSignIn(keeper);
  else await show(keeper, line);
  keeper.start();
  // The browser then clears this site's memory only when the person asks for it. Some ask the person first.
  void navigator.storage?.persist?.().catch(() => undefined);
  await worker(() => keeper.closed !== null);
}

async function show(keeper: Keeper, line: Line): Promise<void> {
  keeper.others = await moveOld(keeper.store, config.user);
  await tidy(keeper.store);
  watchInstall();
  if (config.state) await kindOf(config)?.open(keeper, line, config.state);
  else await new RoundsPage(keeper, line).start();
}

/** Nothing is shown before it is known whose phone this is; the page opens by itself once it is. */
async function waitForSignIn(keeper: Keeper): Promise<void> {
  keeper.addEventListener("change", () => void drawLocked(keeper));
  await drawLocked(keeper);
}

/** Rounds that are over go, and the pages of those that aren't held; what is not sent stays. */
async function tidy(store: Store): Promise<void> {
  const now = Date.now();
  await store.tidy(now);
  // Where the person before this was told by.
  localStorage.removeItem("last-user");
  const pages = await caches.open(PAGES);
  for (const { url } of await pages.keys()) {
    const { pathname } = new URL(url);
    const round = roundAt(pathname);
    if (round === undefined || (pathname !== location.pathname && !(await store.shows(round, now)))) await pages.delete(url);
  }
}

async function worker(closed: () => boolean): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/field/sw.js", { scope: "/field/", updateViaCache: "none" }).catch(() => undefined);
  if (closed()) return;
  // The first visit's page was fetched before there was a worker to keep it.
  for (const page of new Set(["/field/", location.pathname])) {
    if (!(await caches.match(page))) await fetchPage(page);
  }
}

interface InstallEvent extends Event {
  prompt(): Promise<unknown>;
}

/** A calm hint, once, where the page can be put on the home screen. Of iPhones only their own words tell how. */
function watchInstall(): void {
  const place = document.querySelector<HTMLElement>("[data-install]");
  const { standalone } = navigator as { standalone?: boolean };
  const standing = standalone || matchMedia("(display-mode: standalone)").matches;
  if (!place || standing || localStorage.getItem("no-install")) return;
  const done = (): void => {
    localStorage.setItem("no-install", "1");
    place.replaceChildren();
  };
  const later = h("button", { class: "ds-button", "data-variant": "tertiary", onclick: done }, say("not_now"));
  const hint = (...parts: (Node | null)[]): void => place.replaceChildren(h("div", { class: "kk-install" }, h("p", {}, say("install_why")), ...parts));
  if (standalone === false) return hint(h("p", {}, say("install_iphone")), h("div", { class: "kk-actions" }, later));
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    const asked = event as InstallEvent;
    hint(h("div", { class: "kk-actions" },
      h("button", { class: "ds-button", "data-variant": "secondary", onclick: () => void asked.prompt().then(done) }, say("install")), later));
  });
}

/** Open the page, whatever it shows. `kinds`: what can be shown and recorded. */
export function begin(kinds: readonly Kind[]): void {
  use(kinds);
  open().catch(failed);
}

function failed(error: unknown): void {
  console.error(error);
  const words = say(isSecureContext ? "no_storage" : "insecure");
  document.querySelector("[data-notices]")?.append(h("div", { class: "ds-alert", "data-color": "danger", role: "alert" }, words));
}
