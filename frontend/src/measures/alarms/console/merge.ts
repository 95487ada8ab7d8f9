/** Puts what the server sends into the page piece by piece, so that focus and half-written words stay. */

const known = new WeakMap<Element, string>();

/** The pieces of a list or a page by their name. */
const pieces = (root: ParentNode, name: string): Map<string, HTMLElement> =>
  new Map([...root.querySelectorAll<HTMLElement>(`[data-${name}]`)].map((each) => [each.getAttribute(`data-${name}`) ?? "", each]));

export function parsed(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** Remember what came with the page, so that the same again changes nothing. */
export function remember(root: ParentNode, name: string): void {
  for (const piece of pieces(root, name).values()) known.set(piece, piece.outerHTML);
}

/** Bring a list in line with a fresh one; rows that are the same are left alone. */
export function mergeList(list: HTMLElement, fresh: ParentNode, name: string): void {
  const [old, next] = [pieces(list, name), pieces(fresh, name)];
  const focused = document.activeElement?.closest(`[data-${name}]`)?.getAttribute(`data-${name}`) ?? null;
  for (const [key, row] of old) if (!next.has(key)) row.remove();
  const rows = [...next].map(([key, row]) => kept(old.get(key), row));
  rows.forEach((row, at) => {
    if (list.children[at] !== row) list.insertBefore(row, list.children[at] ?? null);
  });
  if (focused !== null && document.activeElement === document.body) {
    (pieces(list, name).get(focused) ?? list.firstElementChild)?.querySelector<HTMLElement>("a, button")?.focus();
  }
}

/** Bring a page in line with a fresh one of the same pieces; false where it is another page. */
export function mergePieces(page: HTMLElement, fresh: ParentNode, name: string): boolean {
  const [old, next] = [pieces(page, name), pieces(fresh, name)];
  if ([...old.keys()].join() !== [...next.keys()].join()) return false;
  for (const [key, piece] of next) exchange(old.get(key)!, piece);
  return true;
}

function kept(old: HTMLElement | undefined, row: HTMLElement): HTMLElement {
  const html = row.outerHTML;
  if (old && known.get(old) === html) return old;
  known.set(row, html);
  old?.replaceWith(row);
  return row;
}

function exchange(old: HTMLElement, piece: HTMLElement): void {
  if (known.get(old) === piece.outerHTML) return;
  if (mapKept(old, piece)) return;
  known.set(piece, piece.outerHTML);
  const [written, focus] = [writing(old), place(old)];
  old.replaceWith(piece);
  written.forEach((value, field) => fill(piece, field, value));
  if (focus) piece.querySelector<HTMLElement>(focus)?.focus();
}

/** A map is not drawn anew when more is on it: it fetches that by itself. */
function mapKept(old: HTMLElement, piece: HTMLElement): boolean {
  const [map, fresh] = [old.querySelector("kk-map"), piece.querySelector("kk-map")];
  if (!map || !fresh) return false;
  known.set(old, piece.outerHTML);
  map.setAttribute("data-features", fresh.getAttribute("data-features") ?? "");
  return true;
}

type Written = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** What somebody has begun to write, by the field's id. */
function writing(root: HTMLElement): Map<string, string> {
  const fields = [...root.querySelectorAll<Written>("textarea[id], select[id], input[id]:not([type=radio], [type=checkbox])")];
  return new Map(fields.filter((each) => each.value !== "").map((each) => [each.id, each.value]));
}

function fill(root: HTMLElement, id: string, value: string): void {
  const field = root.querySelector<Written>(`#${CSS.escape(id)}`);
  if (field) field.value = value;
}

/** How to find the focused element again, where it has an id or a key. */
function place(root: HTMLElement): string | null {
  const focused = document.activeElement;
  if (!focused || !root.contains(focused)) return null;
  if (focused.id) return `#${CSS.escape(focused.id)}`;
  const key = focused.getAttribute("data-key");
  return key ? `[data-key="${CSS.escape(key)}"]` : null;
}
