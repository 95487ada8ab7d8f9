/** Small windows of the editor: where a link leads, and which picture. */

import { h } from "./made.ts";
import { leads } from "./links.ts";
import { say, type Key } from "./said.ts";

const MOST_BYTES = 25 * 1024 * 1024;

/** A field with its label, what helps, and a place to say what is wrong. */
function field(input: HTMLInputElement, label: Key, help: Key): HTMLElement {
  const id = `kk-${label}`;
  input.id = id;
  input.className = "ds-input";
  input.setAttribute("aria-describedby", `${id}-help ${id}-wrong`);
  return h("div", { class: "ds-field" },
    h("label", { for: id, class: "ds-label" }, say(label)),
    h("p", { id: `${id}-help`, class: "kk-subtle" }, say(help)),
    input,
    h("p", { id: `${id}-wrong`, class: "ds-validation-message", role: "alert" }));
}

function wrong(input: HTMLInputElement, words: string): void {
  input.setAttribute("aria-invalid", String(!!words));
  const place = document.getElementById(`${input.id}-wrong`);
  if (place) place.textContent = words;
  if (words) input.focus();
}

function opened<T>(title: Key, inside: HTMLElement[], buttons: (done: (value: T | null) => void) => HTMLElement[]): Promise<T | null> {
  return new Promise((resolve) => {
    const done = (value: T | null): void => {
      answer = value;
      dialog.close();
    };
    let answer: T | null = null;
    const form = h("form", { method: "dialog", class: "kk-form", "data-no-draft": true }, h("h2", {}, say(title)), ...inside,
      h("div", { class: "kk-actions" }, ...buttons(done), h("button", { type: "button", class: "ds-button", "data-variant": "tertiary", onclick: () => done(null) }, say("cancel"))));
    const dialog = h("dialog", { class: "ds-dialog kk-write__ask", "aria-label": say(title) }, form);
    dialog.addEventListener("close", () => (dialog.remove(), resolve(answer)));
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Where a link leads; "" for no link any more, null for no change. */
export function askLink(now: string): Promise<string | null> {
  const input = h("input", { type: "text", inputmode: "url", autocomplete: "off", autocapitalize: "none" });
  input.value = now.replace(/^(mailto|tel):/i, "");
  return opened<string>("link", [field(input, "linkTo", "linkHelp")], (done) => {
    const set = (event: Event): void => {
      event.preventDefault();
      const found = leads(input.value);
      if (found) done(found);
      else wrong(input, say("linkBad"));
    };
    const away = h("button", { type: "button", class: "ds-button", "data-variant": "secondary", onclick: () => done("") }, say("linkAway"));
    return [h("button", { type: "submit", class: "ds-button", onclick: set }, say("linkSet")), ...(now ? [away] : [])];
  });
}

export interface Kept {
  readonly src: string;
  readonly alt: string;
}

/** A picture that is sent to `address` and kept there, with what it shows in words. */
export function askPicture(address: string, csrf: string): Promise<Kept | null> {
  const file = h("input", { type: "file", accept: "image/*,.heic,.heif" });
  const alt = h("input", { type: "text", maxlength: "300", autocomplete: "off" });
  const status = h("p", { role: "status", class: "kk-subtle" });
  return opened<Kept>("picture", [field(file, "pictureFile", "pictureHelp"), field(alt, "pictureAlt", "pictureAltHelp"), status], (done) => {
    const send = async (event: Event): Promise<void> => {
      event.preventDefault();
      const [chosen] = file.files ?? [];
      wrong(file, "");
      wrong(alt, "");
      if (!chosen) return wrong(file, say("pictureNoFile"));
      if (chosen.size > MOST_BYTES) return wrong(file, say("pictureTooLarge", { n: Math.ceil(chosen.size / 1024 / 1024) }));
      if (!alt.value.trim()) return wrong(alt, say("pictureNoAlt"));
      button.setAttribute("aria-busy", "true");
      status.textContent = say("pictureSending");
      const answer = await sent(address, csrf, chosen, alt.value);
      button.removeAttribute("aria-busy");
      status.textContent = "";
      if ("src" in answer) done(answer);
      else wrong(answer.field === "alt" ? alt : file, answer.problem || say("pictureFailed"));
    };
    const button = h("button", { type: "submit", class: "ds-button", onclick: (event) => void send(event) }, say("pictureSet"));
    return [button];
  });
}

interface Wrong {
  readonly problem: string;
  readonly field?: string;
}

async function sent(address: string, csrf: string, file: File, alt: string): Promise<Kept | Wrong> {
  const body = new FormData();
  body.append("picture", file);
  body.append("alt", alt);
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": csrf, Accept: "application/json" } });
    const said: unknown = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
    return said === null ? { problem: "" } : (said as Kept | Wrong);
  } catch {
    return { problem: "" };
  }
}
