/** The line that is always visible: what waits, what is sent, what this phone holds. And what the server had to say. */

import type { Refusal } from "./album.ts";
import { notices, unsent } from "./entries.ts";
import type { Closed, Keeper } from "./keeper.ts";
import type { KeptMap } from "./keptmap.ts";
import { kindTold } from "./kinds.ts";
import type { Entry } from "./model.ts";
import { announce, blank, config, h, icon, say } from "./page.ts";
import type { Waiting } from "./store.ts";
import { keepTrace, lostHere, readLoss } from "./trace.ts";

/** The page of a locked phone: no place and nobody's name, only what waits and what to do. */
export async function drawLocked(keeper: Keeper): Promise<void> {
  blank();
  await drawStrip(keeper, [], "");
  await drawNotices(keeper, []);
}

/** How much of the map is here, after what else is. */
export const mapWords = (here: KeptMap): string => (here ? ` · ${say(here === "whole" ? "map_kept" : "map_kept_part")}` : "");

/** `saved`: what the phone holds, in words. */
export async function drawStrip(keeper: Keeper, entries: readonly Entry[], saved: string): Promise<void> {
  const strip = document.querySelector<HTMLElement>("[data-strip]");
  if (!strip) return;
  const waiting = await waitingHere(keeper, entries).catch(() => null);
  if (waiting === null) return drawUnread();
  keepTrace(config.user, waiting);
  const away = keeper.ending === "unreachable";
  const lost = lostHere(config.user);
  const state = waiting || lost ? "waiting" : "sent";
  const words = waiting ? say("waiting", { n: waiting }) : lost ? say("lost_short", { n: lost }) : say("all_sent");
  const connection = away ? say("no_connection") : "";
  const text = [words, connection, saved].join("|");
  if (strip.dataset.text === text) return;
  if (strip.dataset.state && strip.dataset.said !== words) announce(words);
  strip.dataset.text = text;
  strip.dataset.said = words;
  strip.dataset.state = state;
  strip.replaceChildren(
    h("p", { class: "kk-strip__state" },
      state === "waiting" ? icon(away ? "cloud-slash" : "cloud-up", "sm") : icon("checkmark-circle", "sm"),
      h("strong", {}, words), connection ? h("span", {}, connection) : null),
    h("p", { class: "kk-strip__saved" }, saved),
  );
}

async function waitingHere(keeper: Keeper, entries: readonly Entry[]): Promise<number> {
  if (keeper.closed) return (await keeper.store.count(config)).mine;
  return unsent(entries, Date.now()) + (await keeper.store.photos(config.user));
}

/** What waits can't be told just now; it is never taken for sent. */
export function drawUnread(): void {
  const strip = document.querySelector<HTMLElement>("[data-strip]");
  const words = say("storage_unread");
  if (!strip || strip.dataset.text === words) return;
  announce(words);
  Object.assign(strip.dataset, { text: words, said: words, state: "waiting" });
  strip.replaceChildren(h("p", { class: "kk-strip__state" }, icon("cloud-slash", "sm"), h("strong", {}, words)));
}

/** Sentences from the server, a sign-in that has run out, and somebody else's records on this phone. */
export async function drawNotices(keeper: Keeper, entries: readonly Entry[]): Promise<void> {
  const place = document.querySelector<HTMLElement>("[data-notices]");
  if (!place) return;
  const count = await keeper.store.count(config);
  const others = count.others + keeper.others;
  const parts = [
    keeper.closed ? locked(keeper.closed, count) : null,
    ...notices(entries).map((entry) => notice(keeper, entry)),
    ...(keeper.closed ? [] : await keeper.album.refusals(config.user)).map((one) => refusedPhoto(keeper, one)),
    lost(keeper, lostHere(config.user)),
    count.elsewhere ? told(say("elsewhere", { n: count.elsewhere })) : null,
    others ? told(say("others", { n: others })) : null,
  ].filter((part) => part !== null);
  const key = JSON.stringify(parts.map((part) => part.textContent));
  if (place.dataset.key === key) return;
  place.dataset.key = key;
  place.replaceChildren(...parts);
}

const told = (words: string): HTMLElement => h("div", { class: "ds-alert", "data-color": "info" }, h("p", {}, words));

/** Why there are no rounds to see, what became of the records, and what opens them again. */
function locked(why: Closed, { mine }: Waiting): HTMLElement {
  if (why === "unheard") return told(say("unheard"));
  const words = h("p", {}, say(why.replaceAll("-", "_")));
  const kept = mine ? h("p", {}, say("kept_locked", { n: mine })) : null;
  const address = `${config.sign_in}?next=${encodeURIComponent(location.pathname)}`;
  const way = why.startsWith("signed-out") ? h("p", {}, h("a", { class: "ds-button", href: address }, say("sign_in"))) : null;
  return h("div", { class: "ds-alert", "data-color": "warning" }, words, kept, way);
}

/** Records that waited here when the browser cleared what the site keeps: said until somebody has read it. */
function lost(keeper: Keeper, n: number): HTMLElement | null {
  if (!n) return null;
  const read = (): void => {
    readLoss(config.user);
    keeper.dispatchEvent(new Event("change"));
  };
  return h("div", { class: "ds-alert kk-notice", "data-color": "danger", "data-lost": true }, h("p", {}, say("lost", { n })),
    h("button", { class: "ds-button", "data-variant": "secondary", onclick: read }, say("understood")));
}

function notice(keeper: Keeper, entry: Entry): HTMLElement {
  const refused = entry.status === "refused";
  const said = kindTold(entry.told)?.said(entry.told);
  return h("div", { class: "ds-alert kk-notice", "data-color": refused ? "warning" : "info" },
    h("div", {},
      h("p", {}, h("strong", {}, [entry.address, said].filter(Boolean).join(" · "))),
      h("p", {}, entry.message || say("refused"))),
    h("button", { class: "ds-button", "data-variant": "secondary", onclick: () => void keeper.dismiss(entry.id) }, say("understood")));
}

function refusedPhoto(keeper: Keeper, { id, address, message }: Refusal): HTMLElement {
  return h("div", { class: "ds-alert kk-notice", "data-color": "warning" },
    h("div", {}, h("p", {}, h("strong", {}, [address, say("photo")].join(" · "))), h("p", {}, message || say("photo_refused"))),
    h("button", { class: "ds-button", "data-variant": "secondary", onclick: () => void keeper.dismissPhoto(id) }, say("understood")));
}
