/** What a text is made of. What CommonMark has beside it is written as source. */

import { type Attrs, type MarkSpec, type NodeSpec, Schema } from "prosemirror-model";

/** Where links lead: to the web, to mail, to telephones. The server drops any other. */
export const LINKS = /^(https?:\/\/|mailto:|tel:)\S/i;
/** A picture of this municipality by its number: no address of another site is ever shown. */
export const PICTURE = /^picture:([1-9]\d{0,17})$/;

const element = (node: unknown): HTMLElement => node as HTMLElement;

const list = { content: "list_item+", group: "block" };

const nodes = {
  doc: { content: "block+" },
  paragraph: { content: "inline*", group: "block", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
  heading: {
    attrs: { level: { default: 2 } },
    content: "text*",
    group: "block",
    defining: true,
    // What is pasted begins lower: a page has its title already.
    parseDOM: [["h1", 2], ["h2", 2], ["h3", 3], ["h4", 3], ["h5", 3], ["h6", 3]].map(
      ([tag, level]) => ({ tag: String(tag), attrs: { level } })),
    toDOM: (node) => [`h${node.attrs.level}`, 0],
  },
  blockquote: { content: "block+", group: "block", defining: true, parseDOM: [{ tag: "blockquote" }], toDOM: () => ["blockquote", 0] },
  bullet_list: {
    ...list,
    attrs: { tight: { default: true } },
    parseDOM: [{ tag: "ul" }],
    toDOM: () => ["ul", 0],
  },
  ordered_list: {
    ...list,
    attrs: { order: { default: 1 }, tight: { default: true } },
    parseDOM: [{ tag: "ol", getAttrs: (dom) => ({ order: start(element(dom).getAttribute("start")) }) }],
    toDOM: (node) => ["ol", node.attrs.order === 1 ? {} : { start: node.attrs.order }, 0],
  },
  list_item: { content: "block+", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
  horizontal_rule: { group: "block", parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },
  text: { group: "inline" },
  image: {
    inline: true,
    group: "inline",
    attrs: { src: {}, alt: { default: "" } },
    // Only what this editor has shown itself: `data-picture` is the number, `src` where it was looked at.
    parseDOM: [{ tag: "img[data-picture]", getAttrs: (dom) => pictureOf(element(dom)) }],
    toDOM: (node) => ["img", { "data-picture": node.attrs.src, alt: node.attrs.alt }],
  },
  hard_break: { inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
} satisfies Record<string, NodeSpec>;

const marks = {
  // First, so that it is the outermost: bold words inside a link leave it one link.
  link: {
    attrs: { href: {} },
    inclusive: false,
    parseDOM: [{ tag: "a[href]", getAttrs: (dom) => linkOf(element(dom)) }],
    toDOM: (mark) => ["a", { href: mark.attrs.href }, 0],
  },
  strong: {
    parseDOM: [
      { tag: "strong" },
      { tag: "b", getAttrs: (dom) => (element(dom).style.fontWeight === "normal" ? false : null) },
      { style: "font-weight", getAttrs: (value) => (/^(bold(er)?|[6-9]\d\d)$/.test(value) ? null : false) },
    ],
    toDOM: () => ["strong", 0],
  },
  em: { parseDOM: [{ tag: "em" }, { tag: "i" }, { style: "font-style=italic" }], toDOM: () => ["em", 0] },
} satisfies Record<string, MarkSpec>;

export const schema = new Schema<keyof typeof nodes, keyof typeof marks>({ nodes, marks });

function start(given: string | null): number {
  const number = Number(given ?? 1);
  return Number.isInteger(number) && number >= 0 && number < 1e6 ? number : 1;
}

function linkOf(anchor: HTMLElement): Attrs | false {
  const href = anchor.getAttribute("href") ?? "";
  return LINKS.test(href) ? { href } : false;
}

function pictureOf(image: HTMLElement): Attrs | false {
  const src = image.dataset.picture ?? "";
  return PICTURE.test(src) ? { src, alt: image.getAttribute("alt") ?? "" } : false;
}
