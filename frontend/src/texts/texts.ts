/** Every `<textarea data-commonmark>` becomes a page to write on, now and in what is swapped in later. */

import { Editor } from "./editor.ts";

const begun = new WeakSet<HTMLTextAreaElement>();

function begin(root: ParentNode): void {
  for (const field of root.querySelectorAll<HTMLTextAreaElement>("textarea[data-commonmark]")) {
    if (begun.has(field)) continue;
    begun.add(field);
    new Editor(field);
  }
}

begin(document);
document.addEventListener("htmx:load", (event) => begin(event.target as Element));
