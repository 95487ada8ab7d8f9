/** The line that is always visible: what waits, what is sent, what this phone holds. And what the server had to say. */

import type { Keeper } from "./keeper.ts";
import type { Entry } from "./model.ts";
import { announce, code, config, h, icon, say } from "./page.ts";
import { notices, unsent } from "./state.ts";

/** `saved`: what the phone holds, in words. */
export async function drawStrip(keeper: Keeper, entries: readonly Entry[], saved: string): Promise<void> {
  const strip = document.querySelector<HTMLElement>("[data-strip]");
  if (!strip) return;
  const waiting = unsent(entries, Date.now());
  const away = keeper.ending === "unreachable";
  const state = waiting ? "waiting" : "sent";
  const words = waiting ? say("waiting", { n: waiting }) : say("all_sent");
  const connection = away ? say("no_connection") : "";
  const text = [words, connection, saved].join("|");
  if (strip.dataset.text === text) return;
  if (strip.dataset.state && strip.dataset.said !== words) announce(words);
  strip.dataset.text = text;
  strip.dataset.said = words;
  strip.dataset.state = state;
  strip.replaceChildren(
    h("p", { class: "kk-strip__state" },
      waiting ? icon(away ? "cloud-slash" : "cloud-up", "sm") : icon("checkmark-circle", "sm"),
      h("strong", {}, words), connection ? h("span", {}, connection) : null),
    h("p", { class: "kk-strip__saved" }, saved),
  );
}

/** Sentences from the server, a sign-in that has run out, and somebody else's records on this phone. */
export async function drawNotices(keeper: Keeper, entries: readonly Entry[]): Promise<void> {
  const place = document.querySelector<HTMLElement>("[data-notices]");
  if (!place) return;
  const others = await keeper.store.others(config.user);
  const parts = [
    keeper.ending === "signed-out" ? signIn(unsent(entries, Date.now())) : null,
    ...notices(entries).map((entry) => notice(keeper, entry)),
    ...[...others].map(([name, n]) => h("div", { class: "ds-alert", "data-color": "info" }, h("p", {}, say("others", { n, name })))),
  ].filter((part) => part !== null);
  const key = JSON.stringify(parts.map((part) => part.textContent));
  if (place.dataset.key === key) return;
  place.dataset.key = key;
  place.replaceChildren(...parts);
}

function signIn(waiting: number): HTMLElement {
  const address = `${config.sign_in}?next=${encodeURIComponent(location.pathname)}`;
  return h("div", { class: "ds-alert", "data-color": "warning" },
    h("p", {}, waiting ? say("signed_out_waiting", { n: waiting }) : say("signed_out")),
    h("p", {}, h("a", { class: "ds-button", href: address }, say("sign_in"))));
}

function notice(keeper: Keeper, entry: Entry): HTMLElement {
  const refused = entry.status === "refused";
  const what = entry.told.outcome ? ` · ${code("outcomes", entry.told.outcome)}` : "";
  return h("div", { class: "ds-alert kk-notice", "data-color": refused ? "warning" : "info" },
    h("div", {},
      h("p", {}, h("strong", {}, `${entry.address}${what}`)),
      h("p", {}, entry.message || say("refused"))),
    h("button", { class: "ds-button", "data-variant": "secondary", onclick: () => void keeper.dismiss(entry.id) }, say("understood")));
}
