/** CommonMark read into a document and written from one; reading what was written gives the same document. */

import MarkdownIt from "markdown-it";
import { MarkdownParser, MarkdownSerializer, type MarkdownSerializerState } from "prosemirror-markdown";
import { Fragment, type Node } from "prosemirror-model";
import { LINKS, PICTURE, schema } from "./schema.ts";
import { tidy } from "./tidy.ts";

type Token = ReturnType<MarkdownIt["parse"]>[number];

const reader = new MarkdownIt("commonmark", { html: false });

/** An address as it stands in a link: letters beyond ASCII are encoded. */
export const address = (typed: string): string => reader.normalizeLink(typed);

/** Whether a list's own paragraphs stand without blank lines between; markdown-it says so of each. */
function isTight(tokens: Token[], at: number): boolean {
  const level = tokens[at]!.level;
  for (let next = at + 1; tokens[next] && tokens[next]!.level > level; next++) {
    if (tokens[next]!.type === "paragraph_open" && tokens[next]!.level === level + 2) return tokens[next]!.hidden;
  }
  return true;
}

const parser = new MarkdownParser(schema, reader, {
  paragraph: { block: "paragraph" },
  heading: { block: "heading", getAttrs: (token) => ({ level: Number(token.tag.slice(1)) }) },
  blockquote: { block: "blockquote" },
  bullet_list: { block: "bullet_list", getAttrs: (_token, tokens, at) => ({ tight: isTight(tokens, at) }) },
  ordered_list: {
    block: "ordered_list",
    getAttrs: (token, tokens, at) => ({ order: Number(token.attrGet("start") ?? 1), tight: isTight(tokens, at) }),
  },
  list_item: { block: "list_item" },
  hr: { node: "horizontal_rule" },
  image: { node: "image", getAttrs: (token) => ({ src: token.attrGet("src"), alt: alt(token) }) },
  hardbreak: { node: "hard_break" },
  em: { mark: "em" },
  strong: { mark: "strong" },
  link: { mark: "link", getAttrs: (token) => ({ href: token.attrGet("href") }) },
});

/** markdown-it's own way to a picture's words leaves out what was escaped in them. */
const alt = (token: Token): string => (token.children ?? []).map((each) => (each.type.endsWith("break") ? " " : each.content)).join("").replace(/\s+/g, " ").trim();

/** What a text says, or null where it holds what the editor doesn't show: such a text is written as source. */
export function read(text: string): Node | null {
  const tokens = reader.parse(text, {});
  if (!tokens.every(known)) return null;
  const doc = parsed(text);
  return parsed(write(doc)).eq(doc) ? doc : null;
}

const parsed = (text: string): Node => tidy(parser.parse(text)!);

const INSIDE = new Set(["text", "softbreak", "hardbreak", "em_open", "em_close", "strong_open", "strong_close", "link_close"]);
const BLOCKS = /^(paragraph|blockquote|bullet_list|ordered_list|list_item)_(open|close)$|^hr$|^heading_close$/;

function known(token: Token, at: number, tokens: Token[]): boolean {
  if (token.type === "heading_open") return /^h[23]$/.test(token.tag) && tokens[at + 1]!.children!.every((each) => each.type !== "image");
  return token.type === "inline" ? token.children!.every(knownInside) : BLOCKS.test(token.type);
}

function knownInside(token: Token, at: number, tokens: Token[]): boolean {
  if (token.attrGet("title") !== null) return false;
  if (token.type === "link_open") return LINKS.test(token.attrGet("href") ?? "") && tokens[at + 1]!.type !== "link_close";
  if (token.type === "image") return PICTURE.test(token.attrGet("src") ?? "");
  return INSIDE.has(token.type);
}

/** A document as CommonMark. */
export const write = (doc: Node): string =>
  coded(serializer.serialize(written(tidy(doc)))).replace(/\n+$/, "");

type State = MarkdownSerializerState;

/** Which character stands for italic in a block; see `written`. */
const italics = new WeakMap<Node, "*" | "_">();
const em = (_state: State, _mark: unknown, parent: { readonly content: Fragment }): string => italics.get(parent as Node) ?? "*";

const serializer = new MarkdownSerializer(
  {
    paragraph: (state, node) => (state.renderInline(node), state.closeBlock(node)),
    heading: (state, node) => {
      state.write(`${"#".repeat(node.attrs.level)} `);
      state.renderInline(node, false);
      state.closeBlock(node);
    },
    blockquote: (state, node) => state.wrapBlock("> ", null, node, () => state.renderContent(node)),
    bullet_list: (state, node) => state.renderList(node, "  ", () => "* "),
    ordered_list: (state, node) => {
      const width = String(node.attrs.order + node.childCount - 1).length;
      state.renderList(node, " ".repeat(width + 2), (at) => `${node.attrs.order + at}. `.padEnd(width + 2));
    },
    list_item: (state, node) => state.renderContent(node),
    horizontal_rule: (state, node) => (state.write("---"), state.closeBlock(node)),
    hard_break: (state) => state.write("\\\n"),
    image: (state, node) => state.write(`![${escaped(node.attrs.alt)}](${node.attrs.src})`),
    text: (state, node, parent, at) => {
      const begins = at === 0 || parent.child(at - 1).type === schema.nodes.hard_break;
      const text = escaped(node.text!);
      state.text(begins ? escapedAtStart(text) : text, false);
    },
  },
  {
    em: { open: em, close: em, mixable: true, expelEnclosingWhitespace: true },
    strong: { open: "**", close: "**", mixable: true, expelEnclosingWhitespace: true },
    link: { open: "[", close: (_state, mark) => `](${mark.attrs.href.replace(/[()]|&(?=#?\w)/g, "\\$&")})`, mixable: true },
  },
);

/** Letters that would be read as more than letters. */
const escaped = (text: string): string => text.replace(/[`*\\[\]<]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=#?\w)|#(?=#*$)/gu, "\\$&");

const escapedAtStart = (text: string): string =>
  text.replace(/^(?:[-+](?=[\s-]|$)|>|=|~|#(?=#{0,5}(?:\s|$)))/, "\\$&").replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2");

/* Bold and italic beside letters and signs. "**(so)**then" is not bold in CommonMark, and "*a***b**" is not what it was;
   a letter at such an edge is then written by its number, which is read as any letter. */

/** The blocks as they can be written: each in the first way that is read as it was meant. */
function written(node: Node): Node {
  if (!node.isTextblock) return node.isLeaf ? node : node.copy(Fragment.fromArray(node.content.content.map(written)));
  if (!node.content.content.some((each) => each.marks.length)) return node;
  const known = ways.get(node);
  if (known) return known;
  const found = tries(node).find((each) => reads(each, node)) ?? node;
  ways.set(node, found);
  return found;
}

const ways = new WeakMap<Node, Node>();

function* all(node: Node): Generator<Node> {
  for (const made of [node, numbered(node)]) {
    for (const sign of ["*", "_"] as const) {
      const way = made.copy(made.content);
      italics.set(way, sign);
      yield way;
    }
  }
}

const tries = (node: Node): Node[] => [...all(node)];

function reads(way: Node, meant: Node): boolean {
  const again = tidy(parser.parse(coded(serializer.serialize(schema.nodes.doc.create(null, [way]))))!);
  return again.childCount === 1 && again.firstChild!.eq(meant);
}

const [OPEN, CLOSE] = ["\ufdd0", "\ufdd1"];
const coded = (text: string): string => text.replace(new RegExp(`${OPEN}(\\d+)${CLOSE}`, "g"), "&#$1;");
const number = (letter: string): string => (letter ? `${OPEN}${letter.codePointAt(0)}${CLOSE}` : "");

/** The same words, with the letters at each edge of what is bold or italic by their numbers. */
function numbered(node: Node): Node {
  const parts = node.content.content;
  const differs = (a: Node | undefined, b: Node | undefined): boolean =>
    [schema.marks.strong, schema.marks.em].some((type) => !!type.isInSet(a?.marks ?? []) !== !!type.isInSet(b?.marks ?? []));
  return node.copy(Fragment.fromArray(parts.map((part, at) => {
    if (!part.isText) return part;
    const letters = [...part.text!];
    const first = differs(parts[at - 1], part) ? number(letters.shift() ?? "") : "";
    const last = differs(part, parts[at + 1]) ? number(letters.pop() ?? "") : "";
    return schema.text(first + letters.join("") + last, part.marks);
  })));
}
