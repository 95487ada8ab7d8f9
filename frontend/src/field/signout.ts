/** Signing out waits until this phone has sent what the person recorded. Works on every page of the site. */

import { openDB } from "idb";
import { say } from "../words.ts";
import { DATABASE, PAGES } from "./store.ts";

const FORMS = 'form[data-sign-out], form[action$="/account/logout/"]';

export function watchSignOut(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches(FORMS) || form.dataset.cleared !== undefined) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    void leave(form, event.submitter);
  }, { capture: true });
}

async function leave(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const waiting = await unsentHere().catch(() => 0);
  if (waiting) return refuse(waiting);
  await caches.delete(PAGES).catch(() => undefined);
  form.dataset.cleared = "";
  form.requestSubmit(submitter);
}

/** How many records of the person who is signed in wait on this phone. */
async function unsentHere(): Promise<number> {
  const byPerson = await unsent();
  if (!byPerson.size) return 0;
  const answer = await fetch("/field/api/session", { cache: "no-store" }).catch(() => null);
  if (answer?.status === 401) return 0;
  const person = answer?.ok ? ((await answer.json()) as { user: number }).user : null;
  return person === null ? [...byPerson.values()].reduce((a, b) => a + b) : (byPerson.get(person) ?? 0);
}

async function unsent(): Promise<Map<number, number>> {
  const counted = new Map<number, number>();
  const known = await indexedDB.databases();
  if (!known.some(({ name }) => name === DATABASE)) return counted;
  const db = await openDB(DATABASE);
  const entries = (await db.getAll("outbox")) as { user: number; status: string }[];
  db.close();
  for (const { user, status } of entries) if (status === "waiting") counted.set(user, (counted.get(user) ?? 0) + 1);
  return counted;
}

function refuse(waiting: number): void {
  const words = say(waiting === 1 ? "unsentOne" : "unsentMany", { n: waiting });
  const dialog = document.createElement("dialog");
  dialog.className = "ds-dialog kk-confirm";
  dialog.dataset.unsent = "";
  dialog.setAttribute("aria-label", words);
  const button = Object.assign(document.createElement("button"), { className: "ds-button", textContent: say("stay"), autofocus: true });
  button.addEventListener("click", () => dialog.close());
  dialog.append(Object.assign(document.createElement("p"), { textContent: words }), button);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
