/** Before a typed form goes, it is asked whether it would arrive: signed in still, as the same person, and connected.
 *
 *  Signed out, one signs in again in a page beside this one; without a connection it waits. Then it goes on by itself.
 */

import { say } from "../words.ts";
import { putAway } from "./drafts.ts";
import { isTyped } from "./fields.ts";
import { canAsk, here, person } from "./here.ts";

/** The page that sign-in leads to says so here, and closes itself. */
const CHANNEL = "kokong-signed-in";

const asking = new WeakSet<HTMLFormElement>();
const passed = new WeakSet<HTMLFormElement>();

export function watchSending(): void {
  tellSignedIn();
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || passed.delete(form) || !isTyped(form) || !form.closest("main") || !canAsk()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!asking.has(form)) void ask(form, event.submitter);
  });
}

async function ask(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  asking.add(form);
  submitter?.setAttribute("aria-busy", "true");
  try {
    await putAway(form);
    if (await arrives(form)) go(form, submitter);
  } finally {
    asking.delete(form);
    submitter?.removeAttribute("aria-busy");
  }
}

function go(form: HTMLFormElement, submitter: HTMLElement | null): void {
  passed.add(form);
  form.requestSubmit(submitter?.isConnected ? submitter : null);
}

/** Whether the form may go now; waits for a connection and for sign-in. */
async function arrives(form: HTMLFormElement): Promise<boolean> {
  for (;;) {
    const answer = await here();
    if (answer === "unknown") return true; // let the site itself say what is the matter
    if (answer === "unreachable") {
      if (!(await connected(form))) return false;
    } else if (answer === "signed out") {
      if (!(await signedIn())) return false;
    } else if (String(answer.user) !== person()) {
      location.replace("/"); // what was typed is sealed, and not for the eyes of whoever sits here now
      return false;
    } else {
      const token = form.querySelector<HTMLInputElement>('input[name="csrfmiddlewaretoken"]');
      if (token) token.value = answer.csrf;
      return true;
    }
  }
}

/** Says that there is no connection; true once there is one, false where somebody goes on typing instead. */
function connected(form: HTMLFormElement): Promise<boolean> {
  const note = Object.assign(document.createElement("p"), { className: "ds-alert", textContent: say("noConnection") });
  note.dataset.color = "warning";
  note.dataset.waits = "";
  note.setAttribute("role", "alert");
  (form.querySelector(".kk-actions") ?? form.lastElementChild)?.before(note);
  const over = new AbortController();
  return new Promise<boolean>((done) => {
    const { signal } = over;
    window.addEventListener("online", () => done(true), { signal });
    form.addEventListener("input", () => done(false), { signal });
    form.addEventListener("submit", (event) => (event.preventDefault(), done(true)), { signal });
  }).finally(() => {
    over.abort();
    note.remove();
  });
}

/** Asks to sign in again, in a page beside this one; true once that is done. */
function signedIn(): Promise<boolean> {
  const template = document.querySelector<HTMLTemplateElement>("template#sign-in");
  const dialog = template?.content.firstElementChild?.cloneNode(true) as HTMLDialogElement | undefined;
  if (!dialog) return Promise.resolve(true);
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = () => dialog.close("yes");
  const back = (): void => void here().then((answer) => typeof answer === "object" && dialog.close("yes"));
  window.addEventListener("focus", back);
  dialog.querySelector("[data-later]")?.addEventListener("click", () => dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((done) => dialog.addEventListener("close", () => {
    channel.close();
    window.removeEventListener("focus", back);
    dialog.remove();
    done(dialog.returnValue === "yes");
  }));
}

function tellSignedIn(): void {
  if (!document.querySelector("[data-signed-in]")) return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage("signed in");
  channel.close();
  window.close();
}
