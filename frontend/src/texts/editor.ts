/** A textarea with CommonMark as a page on which one writes as it will be shown. What is sent is CommonMark.
 *
 *  `<textarea data-commonmark data-icons="…" data-most="40000" data-pictures="/texts/pictures/">`; without this script
 *  the textarea is written in as it is. It stays the form's field: drafts, errors and sending know nothing of the editor. */

import { baseKeymap, chainCommands, exitCode, splitBlock } from "prosemirror-commands";
import { history } from "prosemirror-history";
import { inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";
import { type Command, EditorState, type Plugin } from "prosemirror-state";
import { EditorView, type NodeViewConstructor } from "prosemirror-view";
import { askLink, askPicture } from "./asking.ts";
import { lengthOf } from "./counting.ts";
import { h } from "./made.ts";
import { read, write } from "./markdown.ts";
import { plain } from "./paste.ts";
import { language } from "../words.ts";
import { say, type Key } from "./said.ts";
import { PICTURE, schema } from "./schema.ts";
import { type Button, Toolbar } from "./toolbar.ts";
import { isLinked, PAST, type Tool, TOOLS } from "./tools.ts";

const { nodes, marks } = schema;

export class Editor {
  private readonly view: EditorView;
  private readonly bar: Toolbar;
  private readonly page = h("div", { class: "kk-write__page" });
  private readonly count = h("p", { class: "kk-write__count kk-subtle" });
  private readonly status = h("p", { class: "kk-write__status", role: "status" });
  private readonly toggle = h("button", { type: "button", class: "ds-button", "data-variant": "tertiary", onclick: () => this.turn() });
  private readonly around = h("div", { class: "kk-write" });
  /** What the textarea held when it was last read or written here. */
  private seen = "";

  constructor(private readonly field: HTMLTextAreaElement) {
    this.view = new EditorView({ mount: this.page }, {
      state: this.stateOf(read("")!),
      dispatchTransaction: (change) => {
        this.view.updateState(this.view.state.apply(change));
        if (change.docChanged) this.say();
        this.show();
      },
      attributes: () => this.attributes(),
      nodeViews: { image: this.picture() },
      transformPastedHTML: plain,
      handleDOMEvents: { keydown: (_view, event) => this.toTools(event) },
    });
    this.bar = new Toolbar([...this.tools()], field.dataset.icons ?? "", () => this.view.focus());
    this.around.append(this.bar.element, this.page, h("div", { class: "kk-write__foot" }, this.count, this.toggle), this.status,
      h("p", { id: `${field.id}-tools`, class: "ds-sr-only" }, say("help")));
    field.after(this.around);
    this.watch();
    this.take();
  }

  private stateOf(doc: EditorState["doc"]): EditorState {
    return EditorState.create({ doc, plugins: this.plugins() });
  }

  private plugins(): Plugin[] {
    const bound = Object.fromEntries([...TOOLS, ...PAST].flatMap((tool) => (tool.keys ? [[tool.keys, tool.run]] : [])));
    return [
      inputRules({ rules: [
        textblockTypeInputRule(/^(##|###)\s$/, nodes.heading, (match) => ({ level: match[1]!.length })),
        wrappingInputRule(/^\s*[-*]\s$/, nodes.bullet_list),
        wrappingInputRule(/^(\d{1,3})\.\s$/, nodes.ordered_list, (match) => ({ order: Number(match[1]) }),
          (match, node) => node.childCount + node.attrs.order === Number(match[1])),
        wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
      ] }),
      keymap({
        ...bound,
        "Shift-Mod-z": PAST[1]!.run,
        "Mod-k": () => (void this.link(), true),
        "Mod-Alt-0": toText,
        Enter: chainCommands(splitListItem(nodes.list_item), splitBlock),
        "Shift-Enter": chainCommands(exitCode, breakLine),
        "Mod-[": liftListItem(nodes.list_item),
        "Mod-]": sinkListItem(nodes.list_item),
      }),
      keymap(baseKeymap),
      history(),
    ];
  }

  private *tools(): Generator<Button[]> {
    const button = ({ run, ...tool }: Tool): Button => ({ ...tool, press: () => this.run(run) });
    yield TOOLS.slice(0, 4).map(button);
    yield [...TOOLS.slice(4).map(button), { name: "link", icon: "link", keys: "Mod-k", press: () => void this.link() }, ...this.pictures()];
    yield PAST.map(button);
  }

  private *pictures(): Generator<Button> {
    if (this.field.dataset.pictures) yield { name: "picture", icon: "image", press: () => void this.addPicture() };
  }

  private run(command: Command): void {
    this.view.focus();
    command(this.view.state, this.view.dispatch, this.view);
  }

  private attributes(): Record<string, string> {
    const described = [this.field.getAttribute("aria-describedby"), `${this.field.id}-tools`].filter(Boolean).join(" ");
    const label = this.field.labels?.[0];
    if (label && !label.id) label.id = `${this.field.id}-label`;
    return {
      class: "kk-prose",
      role: "textbox",
      "aria-multiline": "true",
      ...(label ? { "aria-labelledby": label.id } : {}),
      "aria-describedby": described,
      ...(this.field.getAttribute("aria-invalid") ? { "aria-invalid": this.field.getAttribute("aria-invalid")! } : {}),
      ...(this.field.lang ? { lang: this.field.lang } : {}),
    };
  }

  /** Alt+F10 leads to the tools, as in every editor. */
  private toTools(event: KeyboardEvent): boolean {
    if (event.key !== "F10" || !event.altKey) return false;
    event.preventDefault();
    this.bar.focus();
    return true;
  }

  private watch(): void {
    this.field.labels?.forEach((label) => label.addEventListener("click", () => this.view.focus()));
    this.field.addEventListener("focus", () => this.visual && this.view.focus());
    document.addEventListener("click", (event) => {
      const link = (event.target as Element).closest?.(`a[href="#${this.field.id}"]`);
      if (link && this.visual) (event.preventDefault(), this.view.focus());
    });
    // A draft that is put back is written into the field behind our back.
    const again = (): void => void setTimeout(() => this.field.value !== this.seen && this.take());
    new MutationObserver(again).observe(document.documentElement, { attributeFilter: ["data-drafts"] });
    this.field.form?.addEventListener("click", again);
    this.field.addEventListener("input", () => !this.visual && this.counted());
  }

  private get visual(): boolean {
    return this.field.hidden !== false;
  }

  /** Show what the field holds: as it will be shown, or as it is written where that can't be. */
  private take(): void {
    const doc = read(this.field.value);
    this.seen = this.field.value;
    if (doc) this.view.updateState(this.stateOf(doc));
    this.status.textContent = doc ? "" : say("notShown");
    this.asShown(doc !== null);
  }

  private asShown(visual: boolean): void {
    this.field.hidden = visual;
    if (visual) this.field.required = false; // a browser can't point at what is hidden; the server asks for it
    const help = document.getElementById(`${this.field.id}_helptext`); // about signs
    if (help) help.hidden = visual;
    this.page.hidden = this.bar.element.hidden = !visual;
    this.toggle.textContent = say(visual ? "asSource" : "asShown");
    this.show();
  }

  private turn(): void {
    if (!this.visual) return this.take();
    this.asShown(false);
    this.field.focus();
  }

  /** The document has changed: the field says so, and whoever listens to it. */
  private say(): void {
    this.field.value = this.seen = write(this.view.state.doc);
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  private show(): void {
    const { state } = this.view;
    const pressed = new Map<Key, boolean>([["link", isLinked(state)], ...TOOLS.flatMap((tool): [Key, boolean][] => (tool.pressed ? [[tool.name, tool.pressed(state)]] : []))]);
    const usable = new Map<Key, boolean>([...TOOLS, ...PAST].map((tool) => [tool.name, tool.run(state)]));
    this.bar?.show(pressed, usable);
    this.counted();
  }

  private counted(): void {
    const doc = this.visual ? this.view.state.doc : read(this.field.value);
    const letters = this.field.value.length;
    const most = Number(this.field.dataset.most ?? 0);
    const { words, minutes } = doc ? lengthOf(doc) : { words: this.field.value.split(/\s+/).filter(Boolean).length, minutes: 1 };
    this.count.textContent = say("count", { words, letters, most: most.toLocaleString(language()), minutes: minutes === 1 ? say("minute") : say("minutes", { n: minutes }) });
    this.around.toggleAttribute("data-too-long", letters > most);
    if (letters > most) this.status.textContent = say("tooLong", { n: letters - most });
    else if (this.visual) this.status.textContent = "";
  }

  private async link(): Promise<void> {
    const { state } = this.view;
    const now = linkHere(state);
    if (state.selection.empty && !now) {
      this.status.textContent = say("linkWords");
      return this.view.focus();
    }
    const found = await askLink(now?.href ?? "");
    this.view.focus();
    if (found === null) return;
    const { from, to } = now && state.selection.empty ? now : state.selection;
    const change = this.view.state.tr.removeMark(from, to, marks.link);
    this.view.dispatch(found ? change.addMark(from, to, marks.link.create({ href: found })) : change);
  }

  private async addPicture(): Promise<void> {
    const csrf = this.field.form?.querySelector<HTMLInputElement>('input[name="csrfmiddlewaretoken"]')?.value ?? "";
    const kept = await askPicture(this.field.dataset.pictures!, csrf);
    this.view.focus();
    if (kept) this.view.dispatch(this.view.state.tr.replaceSelectionWith(nodes.image.create(kept), false).scrollIntoView());
  }

  /** A picture is shown from where staff see it. */
  private picture(): NodeViewConstructor {
    return (node) => {
      const number = PICTURE.exec(node.attrs.src)?.[1] ?? "";
      const dom = h("img", { alt: node.attrs.alt, "data-picture": node.attrs.src, src: (this.field.dataset.look ?? "").replace("/0/", `/${number}/`) });
      return { dom };
    };
  }
}

const toText: Command = (state, dispatch) => {
  const { from, to } = state.selection;
  dispatch?.(state.tr.setBlockType(from, to, nodes.paragraph));
  return true;
};

const breakLine: Command = (state, dispatch) => {
  if (state.selection.$from.parent.type === nodes.heading) return false;
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
};

/** The link that the selection begins in, from its first letter to its last. */
function linkHere(state: EditorState): { href: string; from: number; to: number } | null {
  const { $from } = state.selection;
  const { parent } = $from;
  const mark = marks.link.isInSet($from.marks()) ?? marks.link.isInSet($from.nodeAfter?.marks ?? []);
  if (!mark) return null;
  const has = (at: number): boolean => mark.isInSet(parent.maybeChild(at)?.marks ?? []);
  let first = $from.index();
  if (!has(first)) first -= 1; // at the link's end
  let last = first;
  while (first > 0 && has(first - 1)) first -= 1;
  while (has(last + 1)) last += 1;
  const at = (index: number): number => $from.start() + parent.content.content.slice(0, index).reduce((sum, node) => sum + node.nodeSize, 0);
  return { href: mark.attrs.href, from: at(first), to: at(last + 1) };
}
