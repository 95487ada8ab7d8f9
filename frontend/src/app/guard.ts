/** A form submitted twice is sent once. */

const PATIENCE = 15_000; // a download never leaves the page: let the form be sent again after this

export function watchForms(): void {
  document.addEventListener("submit", holdBack, { capture: true });
  document.addEventListener("submit", (event) => begin(event.target as HTMLFormElement, event.submitter));
  document.addEventListener("htmx:afterRequest", (event) => release((event.target as Element).closest("form")));
  // A page taken from the back/forward cache still carries its marks.
  window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach(release));
}

function holdBack(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (form.dataset.sending === undefined) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

function begin(form: HTMLFormElement, submitter: HTMLElement | null): void {
  if (form.method !== "post" && !form.matches("[hx-post], [hx-put], [hx-patch], [hx-delete]")) return;
  form.dataset.sending = "";
  submitter?.setAttribute("aria-busy", "true");
  setTimeout(() => release(form), PATIENCE);
}

function release(form: HTMLFormElement | null): void {
  if (!form) return;
  delete form.dataset.sending;
  form.querySelectorAll('[aria-busy="true"]').forEach((button) => button.removeAttribute("aria-busy"));
}
