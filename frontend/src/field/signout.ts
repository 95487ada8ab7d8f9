/** Whose phone it is, on every page of the site: signing out locks it, and so does a page that is nobody's or another's.
 *
 *  What was recorded and not sent is never deleted here. It stays sealed until its person signs in on this phone again. */

import { showNoMore } from "../app/devices.ts";
import { say } from "../words.ts";
import { Line } from "./line.ts";
import { moveOld } from "./moving.ts";
import { Store } from "./store.ts";

const FORMS = 'form[data-sign-out], form[action$="/account/logout/"]';
/** When somebody last signed out here: pages that a browser brings back from before that show nothing. */
const LEFT = "kokong-left";

export function watchSignOut(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches(FORMS) || form.dataset.cleared !== undefined) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    void ask(form, event.submitter);
  }, { capture: true });
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted && Number(localStorage.getItem(LEFT)) > performance.timeOrigin) location.reload();
  });
  void watchPerson().catch((error: unknown) => console.error(error));
}

/** Whom the server made this page for: "" for nobody, null where it doesn't say, as on pages kept for everybody. */
const person = (): string | null => document.querySelector<HTMLMetaElement>('meta[name="person"]')?.content ?? null;

/** A page for somebody else than whose phone this is, or for nobody, means that they are signed in no longer. */
async function watchPerson(): Promise<void> {
  const whose = person();
  if (whose === null || !("indexedDB" in window) || !("caches" in window)) return;
  const store = await Store.open();
  const leaving = await store.leaving();
  if (leaving !== null && String(leaving) === whose) return endSignIn(store);
  if (leaving !== null) await store.left();
  if (whose === "" || (store.holder && String(store.holder.user) !== whose)) await lock(store);
  store.close();
}

/** Somebody signed out here without a connection, and the server still takes this browser for theirs. */
async function endSignIn(store: Store): Promise<void> {
  const form = document.querySelector<HTMLFormElement>("form[data-sign-out]");
  store.close();
  if (!form) return;
  form.dataset.cleared = "";
  form.requestSubmit();
}

async function ask(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const store = await Store.open().catch(() => null);
  if (!store) return submit(form, submitter);
  const line = new Line();
  const session = await line.session(true);
  const user = Number(person() ?? 0);
  if (typeof session === "object" && (await store.admit(session))) await moveOld(store, session.user);
  const { mine, elsewhere } = await store.count({ user, municipality: 0 });
  if (mine + elsewhere && !(await agreed(mine + elsewhere))) return store.close();
  await lock(store, user);
  store.close();
  if (session === "unreachable") await endedHere(form);
  else submit(form, submitter);
}

async function lock(store: Store, leaving?: number): Promise<void> {
  localStorage.setItem(LEFT, String(Date.now()));
  await showNoMore().catch((error: unknown) => console.error(error));
  await store.lock(leaving);
  const channel = new BroadcastChannel("kokong-field");
  channel.postMessage("locked");
  channel.close();
}

function submit(form: HTMLFormElement, submitter: HTMLElement | null): void {
  form.dataset.cleared = "";
  form.requestSubmit(submitter);
}

/** Whether to sign out although records wait. */
function agreed(waiting: number): Promise<boolean> {
  const words = say(waiting === 1 ? "unsentOne" : "unsentMany", { n: waiting });
  const dialog = document.createElement("dialog");
  dialog.className = "ds-dialog kk-confirm";
  dialog.dataset.unsent = "";
  dialog.setAttribute("aria-label", words);
  const stay = button(say("stay"), "primary", () => dialog.close());
  stay.autofocus = true;
  const leave = button(say("leaveAnyway"), "secondary", () => dialog.close("leave"));
  const actions = document.createElement("div");
  actions.className = "kk-actions";
  actions.append(stay, leave);
  dialog.append(Object.assign(document.createElement("p"), { textContent: words }), actions);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((done) => dialog.addEventListener("close", () => {
    dialog.remove();
    done(dialog.returnValue === "leave");
  }));
}

function button(words: string, variant: string, pressed: () => void): HTMLButtonElement {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "ds-button", textContent: words });
  made.dataset.variant = variant;
  made.addEventListener("click", pressed);
  return made;
}

/** Without a connection only the phone can be told. The server hears of it from the next page that it answers with. */
async function endedHere(form: HTMLFormElement): Promise<void> {
  const sentence = Object.assign(document.createElement("p"), { className: "ds-alert", textContent: say("leftOffline") });
  sentence.setAttribute("role", "status");
  sentence.dataset.left = "";
  const main = Object.assign(document.createElement("main"), { className: "kk-phone__main" });
  main.append(Object.assign(document.createElement("h1"), { textContent: say("left") }), sentence);
  form.closest("body")?.replaceChildren(main);
  document.title = "Kokong";
  window.addEventListener("online", () => location.reload());
}
