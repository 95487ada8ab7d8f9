/** What is typed in a form, and putting it back. Never passwords, codes, keys or files. */

/** A field's name with what it says: a text, or whether it is ticked (with its value, for several of one name). */
export type Field = readonly [name: string, said: string | boolean, of?: string];

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const CONTROLS = "input, textarea, select";
const TYPED = 'textarea, select, input:not([type="hidden"], [type="submit"], [type="button"], [type="file"], [type="password"])';
const SECRETS = '[type="password"], [autocomplete="one-time-code"], [autocomplete$="-password"], [data-secret]';
/** What the page itself puts into a form, different each time. */
const OWN = new Set(["csrfmiddlewaretoken", "_draft", "next"]);
const NO_TEXT = new Set(["file", "submit", "button", "image", "reset", "password"]);
const TICKED = new Set(["checkbox", "radio"]);

/** Whether somebody types in this form; not where the form is about how one signs in. */
export function isTyped(form: HTMLFormElement): boolean {
  const secret = '[autocomplete="one-time-code"], [autocomplete="current-password"]';
  return form.method === "post" && form.matches(":not([data-no-draft])") && form.querySelector(TYPED) !== null
    && form.querySelector(secret) === null;
}

export function read(form: HTMLFormElement): Field[] {
  return controls(form).map((each) =>
    isTicked(each) ? [each.name, each.checked, each.value] : [each.name, textOf(each)]);
}

/** Put back what was read; a field that is no longer there is left out. */
export function write(form: HTMLFormElement, fields: readonly Field[]): void {
  const left = controls(form);
  for (const [name, said, of] of fields) {
    const at = left.findIndex((each) => each.name === name && (of === undefined || each.value === of));
    const [control] = at < 0 ? [] : left.splice(at, 1);
    if (control) put(control, said);
  }
}

export const same = (some: readonly Field[], others: readonly Field[]): boolean =>
  JSON.stringify(some) === JSON.stringify(others);

function controls(form: HTMLFormElement): Control[] {
  return [...form.elements].filter((each): each is Control => each.matches(CONTROLS)).filter((each) =>
    each.name !== "" && !OWN.has(each.name) && !NO_TEXT.has(each.type) && !each.matches(SECRETS));
}

const isTicked = (control: Control): control is HTMLInputElement => TICKED.has(control.type);

function textOf(control: Control): string {
  if (!(control instanceof HTMLSelectElement) || !control.multiple) return control.value;
  return JSON.stringify([...control.selectedOptions].map((each) => each.value));
}

function put(control: Control, said: string | boolean): void {
  if (isTicked(control)) control.checked = said === true;
  else if (control instanceof HTMLSelectElement && control.multiple) choose(control, JSON.parse(String(said)) as string[]);
  else control.value = String(said);
}

function choose(control: HTMLSelectElement, values: string[]): void {
  for (const option of control.options) option.selected = values.includes(option.value);
}
