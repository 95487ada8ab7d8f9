/** Bundle the front end into the kernel's static folder. `--watch` rebuilds on change. */
import { build, context } from "esbuild";
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { sprite } from "./icons.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const rooms = path.join(here, "..", "src", "kokong");
const target = path.join(rooms, "kernel", "static", "kokong");
const watching = process.argv.includes("--watch");
// Built aside and moved in whole, so that a failed build leaves the last good one in place.
const out = watching ? target : path.join(here, "node_modules", `.built-${process.pid}`);
const from = (...parts) => path.join(here, "src", ...parts);

const bundles = {
  app: from("app", "app.ts"),
  map: from("map", "page.ts"),
  draw: from("map", "draw.ts"),
  lasso: from("map", "lasso.ts"),
  case: from("desk", "case.ts"),
  workspace: from("desk", "workspace.ts"),
  pictures: from("pictures", "pictures.ts"),
  texts: from("texts", "texts.ts"),
  field: from("measures", "phone.ts"),
  basemap: from("field", "basemap.ts"),
  sw: from("field", "sw.ts"),
  "photo-worker": from("field", "photo-worker.ts"),
  push: from("app", "push.ts"),
  embed: from("public", "embed.ts"),
  piece: from("public", "piece.ts"),
  offline: from("public", "offline", "site.ts"),
  "offline-worker": from("public", "offline", "worker.ts"),
  console: from("measures", "alarms", "console", "console.ts"),
  paper: from("measures", "cocoons", "paper.ts"),
  way: from("measures", "walks", "way.ts"),
  siting: from("measures", "signs", "siting.ts"),
  homecheck: from("measures", "homecheck", "homecheck.ts"),
  zones: from("measures", "alarms", "console", "zones.ts"),
};

const sheets = {
  "app.css": from("styles", "app.css"),
  "light.css": from("styles", "light.css"),
  "map.css": from("styles", "map.css"),
  "site.css": from("styles", "site.css"),
  "homecheck.css": from("measures", "homecheck", "homecheck.css"),
  "console.css": from("measures", "alarms", "console", "console.css"),
};

const present = (entries) =>
  Object.entries(entries)
    .filter(([, file]) => existsSync(file))
    .map(([name, file]) => ({ in: file, out: name.replace(/\.css$/, "") }));

const shared = {
  bundle: true,
  minify: true,
  outdir: out,
  target: ["chrome109", "firefox115", "safari16"],
  legalComments: "none",
  logLevel: "warning",
};

/** Every measure that sends people out has a `phone.ts` with its `kinds`; nothing else lists them. */
const phones = {
  name: "phones",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^measures:phones$/ }, () => ({ path: "phones", namespace: "measures" }));
    onLoad({ filter: /.*/, namespace: "measures" }, async () => {
      const found = (await readdir(from("measures"))).sort().filter((name) => existsSync(from("measures", name, "phone.ts")));
      const imports = found.map((name, at) => `import { kinds as k${at} } from "./${name}/phone.ts";`);
      const all = `export const kinds = [${found.map((_name, at) => `...k${at}`).join(", ")}];`;
      return { contents: [...imports, all].join("\n"), loader: "ts", resolveDir: from("measures"), watchDirs: [from("measures")] };
    });
  },
};

const scripts = { ...shared, plugins: [phones], entryPoints: present(bundles), format: "esm", charset: "utf8", sourcemap: watching };
/** The colours of the night, for pages that are dark and for those that are so when the computer wishes it. */
const night = {
  name: "night",
  setup({ onLoad }) {
    onLoad({ filter: /styles[\\/]night\.css$/ }, async ({ path: file }) => {
      const dark = await readFile(file, "utf8");
      const auto = `@media (prefers-color-scheme: dark) {\n${dark.replace('="dark"]', '="auto"]')}}\n`;
      return { contents: dark + auto, loader: "css", watchFiles: [file] };
    });
  },
};

const styles = {
  ...shared,
  plugins: [night],
  entryPoints: present(sheets),
  assetNames: "fonts/[name]",
  loader: { ".woff2": "file" },
};

async function assets() {
  await cp(from("brand"), out, { recursive: true });
  await writeFile(path.join(out, "icons.svg"), await sprite(rooms, from()));
  // MapLibre's worker comes whole; bundled once more, it starts but never answers.
  const worker = await readFile(path.join(here, "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs"), "utf8");
  await writeFile(path.join(out, "map-worker.js"), worker.replace(/\/\/# sourceMappingURL=.*\s*$/, ""));
}

async function licences() {
  const modules = path.join(here, "node_modules");
  const { dependencies } = JSON.parse(await readFile(path.join(here, "package.json"), "utf8"));
  const texts = [];
  for (const name of Object.keys(dependencies).sort()) {
    const folder = path.join(modules, name);
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const { version, license } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
    texts.push(`${name} ${version} (${license})\n\n${file ? await readFile(path.join(folder, file), "utf8") : ""}`);
  }
  await writeFile(path.join(out, "licences.txt"), texts.join(`\n${"-".repeat(72)}\n\n`));
}

async function bundle() {
  if (!watching) return Promise.all([build(scripts), build(styles)]);
  const contexts = [scripts, styles].map((options) => context({ ...options, logLevel: "info" }));
  return Promise.all((await Promise.all(contexts)).map((each) => each.watch()));
}

try {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  await Promise.all([assets(), licences(), bundle()]);
  if (!watching) {
    await rm(target, { recursive: true, force: true });
    await mkdir(path.dirname(target), { recursive: true });
    await rename(out, target);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
  if (!watching) await rm(out, { recursive: true, force: true });
}
