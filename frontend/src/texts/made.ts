/** Elements of the editor. */

type Given = Record<string, string | boolean | ((event: Event) => void)>;

export function h<T extends keyof HTMLElementTagNameMap>(tag: T, given: Given = {}, ...children: (Node | string)[]): HTMLElementTagNameMap[T] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** An icon of the page's sprite, at `icons`; silent, since words stand beside it. */
export function icon(name: string, icons: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${icons}#${name}`);
  svg.setAttribute("class", "kk-icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}
