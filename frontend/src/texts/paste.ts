/** What is pasted from Word and from web sites, made plain before the schema reads it. */

const GONE = "script, style, meta, link, title, xml, svg, iframe, object, embed, form, button, input, select, textarea, noscript, template";
const LISTED = /^MsoList(Paragraph|Bullet|Number)/i;
const NUMBERED = /^\s*(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s*$/i;

/** HTML without what no text of ours holds; Word's paragraphs that look like lists are lists. */
export function plain(html: string): string {
  const page = new DOMParser().parseFromString(harmless(html), "text/html");
  for (const element of page.querySelectorAll(GONE)) element.remove();
  lists(page);
  for (const element of page.querySelectorAll("*")) strip(element);
  return page.body.innerHTML;
}

/** Styles by another name and no handlers: the page's policy would complain of each, also where nothing comes of them. */
const harmless = (html: string): string =>
  html.replace(/<style[\s\S]*?<\/style\s*>/gi, "").replace(/<[a-z][^>]*>/gi, (tag) =>
    tag.replace(/([\s"'])style(?=\s*=)/gi, "$1data-style").replace(/([\s"'])on[a-z]+(?=\s*=)/gi, "$1data-on"));

/** Bold and italic may be said by a style; they are made elements, since nothing else of styles stays. */
function strip(element: Element): void {
  const style = element.getAttribute("data-style") ?? "";
  const normal = /(?:^|[;\s])font-weight:\s*(normal|[1-4]00)\b/i.test(style);
  const bold = /(?:^|[;\s])font-weight:\s*(bold|[6-9]00)\b/i.test(style);
  const italic = /(?:^|[;\s])font-style:\s*italic\b/i.test(style);
  const inside = element.matches("span, a, font, b, i");
  for (const { name } of [...element.attributes]) {
    if (!KEPT.has(`${element.localName} ${name}`)) element.removeAttribute(name);
  }
  if (inside && bold) wrap(element, "strong");
  if (inside && italic) wrap(element, "em");
  if (element.matches("b, strong") && normal) element.replaceWith(...element.childNodes);
}

const KEPT = new Set(["a href", "img data-picture", "img alt", "ol start"]);

function wrap(element: Element, tag: string): void {
  const made = element.ownerDocument.createElement(tag);
  made.append(...element.childNodes);
  element.append(made);
}

function lists(page: Document): void {
  for (const point of [...page.querySelectorAll("p")].filter((each) => LISTED.test(each.className) || /mso-list:/i.test(each.getAttribute("data-style") ?? ""))) {
    const tag = NUMBERED.test(sign(point)) ? "ol" : "ul";
    const before = point.previousElementSibling;
    const list = before?.localName === tag && before.hasAttribute("data-made") ? before : page.createElement(tag);
    if (list !== before) {
      list.setAttribute("data-made", "");
      point.before(list);
    }
    const item = page.createElement("li");
    item.append(...point.childNodes);
    list.append(item);
    point.remove();
  }
}

/** Takes Word's own bullet or number off a paragraph, and says what it was. */
function sign(point: Element): string {
  const marked = [...point.querySelectorAll("span")].find((each) => /mso-list:\s*ignore/i.test(each.getAttribute("data-style") ?? ""));
  if (marked) {
    const text = marked.textContent ?? "";
    marked.remove();
    return text;
  }
  const first = point.firstChild;
  const found = /^\s*(?:[·•o§–-]|\d{1,3}[.)])[\s\u00a0]+/.exec(first?.textContent ?? "")?.[0] ?? "";
  if (found && first?.nodeType === Node.TEXT_NODE) first.textContent = first.textContent!.slice(found.length);
  return found;
}
