/** A sprite of exactly the icons that templates, Python and TypeScript name. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const aksel = path.join(here, "node_modules", "@navikt", "aksel-icons", "dist", "svg");
const own = path.join(here, "src", "icons");

/** `{% icon "house" %}` and `icon="house"` in rooms, `icon("house")` in TypeScript. */
const NAMED = [
  /\{%-?\s*icon\s+["']([a-z0-9-]+)["']/g,
  /\bicon\s*[=:]\s*["']([a-z0-9-]+)["']/g,
  /\bicon\(["']([a-z0-9-]+)["']/g,
];

const pascal = (name) => name.replace(/(^|-)([a-z0-9])/g, (_, __, letter) => letter.toUpperCase());

async function* files(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!["static", "migrations", "__pycache__", "locale"].includes(entry.name)) yield* files(full);
    } else if (/\.(html|svg|py|ts)$/.test(entry.name)) yield full;
  }
}

async function named(folders) {
  const found = new Map();
  for (const folder of folders) {
    for await (const file of files(folder)) {
      const text = await readFile(file, "utf8");
      for (const pattern of NAMED) {
        for (const [, name] of text.matchAll(pattern)) found.set(name, file);
      }
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}

async function drawing(name, file) {
  for (const candidate of [path.join(own, `${name}.svg`), path.join(aksel, `${pascal(name)}.svg`)]) {
    const svg = await readFile(candidate, "utf8").catch(() => null);
    if (svg) return svg;
  }
  throw new Error(`${file}: there is no icon "${name}" (Aksel has no ${pascal(name)}.svg)`);
}

function symbol(name, svg) {
  const [, attributes, shape] = /<svg([^>]*)>([\s\S]*)<\/svg>/.exec(svg);
  const kept = ["viewBox", "fill"].map((key) => new RegExp(`${key}="[^"]*"`).exec(attributes)?.[0] ?? "");
  return `<symbol id="${name}" ${kept.join(" ")}>${shape.trim()}</symbol>`;
}

/** Returns the sprite; an icon that does not exist stops the build and names the file. */
export async function sprite(...folders) {
  const icons = await named(folders);
  const symbols = await Promise.all(icons.map(async ([name, file]) => symbol(name, await drawing(name, file))));
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
}
