/** A sprite of exactly the icons that templates, Python and TypeScript name. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const source = path.join(
  path.dirname(fileURLToPath(import.meta.url)),
  "node_modules", "@navikt", "aksel-icons", "dist", "svg",
);

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

/** Returns the sprite; an icon Aksel does not have stops the build and names the file. */
export async function sprite(...folders) {
  const symbols = await Promise.all(
    (await named(folders)).map(async ([name, file]) => {
      const svg = await readFile(path.join(source, `${pascal(name)}.svg`), "utf8").catch(() => {
        throw new Error(`${file}: there is no Aksel icon "${name}" (looked for ${pascal(name)}.svg)`);
      });
      const shape = svg.replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, "").trim();
      return `<symbol id="${name}" viewBox="0 0 24 24" fill="none">${shape}</symbol>`;
    }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
}
