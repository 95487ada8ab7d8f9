/** `data-confirm="Withdraw the burglary?"` on a form or a submit button asks before sending. The button that goes on
 *  says what it does, in the words of the one that was pressed. */

const confirmed = new WeakSet<HTMLFormElement>();

export function watchConfirmations(): void {
  document.addEventListener("submit", (event) => void ask(event), { capture: true });
}

async function ask(event: SubmitEvent): Promise<void> {
  const form = event.target as HTMLFormElement;
  const submitter = event.submitter as HTMLButtonElement | null;
  const question = submitter?.dataset.confirm ?? form.dataset.confirm;
  if (!question || confirmed.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (await agreed(question, said(submitter))) {
    confirmed.add(form);
    form.requestSubmit(submitter);
  }
}

const said = (button: HTMLElement | null): string =>
  (button?.getAttribute("aria-label") ?? button?.innerText ?? "").replace(/\s+/gu, " ").trim();

function agreed(question: string, act: string): Promise<boolean> {
  const template = document.querySelector<HTMLTemplateElement>("template#confirm");
  const dialog = template?.content.firstElementChild?.cloneNode(true) as HTMLDialogElement | undefined;
  if (!dialog) return Promise.resolve(window.confirm(question));
  const words = dialog.querySelector<HTMLElement>("[data-words]");
  if (words) words.textContent = question;
  const yes = dialog.querySelector<HTMLElement>('[value="yes"]');
  if (yes && act) yes.textContent = act;
  dialog.setAttribute("aria-label", question);
  dialog.addEventListener("click", (event) => {
    const button = (event.target as Element).closest("button");
    if (button) dialog.close(button.value);
  });
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}
