// Builds the page assets into dist/: one stylesheet, one script, the mark, each
// named after its content, with ready-made .gz and .br beside them.
// Run by "make build": npm ci --ignore-scripts && npm run build
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { keepUsed, usedBlocks } from "./govuk.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const dist = join(here, "dist");
const placeholder = "placeholder.txt";
const banner = "/*! pesnet, EUPL-1.2; with GOV.UK Frontend (MIT, Crown copyright) and htmx (0BSD, Big Sky Software) */";

// The order matters: GOV.UK first, then our layer above it.
const sheets = ["tokens", "type", "frame", "layout", "parts", "fields", "tables", "records", "front", "charts", "reader", "print"];

empty(dist);
const manifest = {
  css: write("pesnet", ".css", await bundleCSS()),
  js: write("pesnet", ".js", await bundleJS()),
  icon: write("icon", ".svg", readFileSync(join(here, "icon.svg"))),
};
writeFileSync(join(dist, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");

async function bundleCSS() {
  const source = readFileSync(join(here, "node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css"), "utf8");
  const base = keepUsed(source, usedBlocks(join(here, "..")));
  const ours = sheets.map((name) => readFileSync(join(here, "css", name + ".css"), "utf8"));
  const result = await build({
    stdin: { contents: [base, ...ours].join("\n"), loader: "css" },
    minify: true, write: false, target: "esnext", banner: { css: banner }, legalComments: "none", logLevel: "warning",
  });
  return result.outputFiles[0].contents;
}

async function bundleJS() {
  const result = await build({
    entryPoints: [join(here, "js/pesnet.js")], bundle: true, format: "esm",
    minify: true, write: false, target: "es2022", banner: { js: banner }, legalComments: "none", logLevel: "warning",
  });
  return result.outputFiles[0].contents;
}

function empty(dir) {
  mkdirSync(dir, { recursive: true });
  for (const name of readdirSync(dir)) {
    if (name !== placeholder) rmSync(join(dir, name));
  }
}

function write(stem, end, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
  const name = `${stem}.${hash}${end}`;
  const gz = gzipSync(content, { level: 9 });
  const br = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  for (const [suffix, data] of [["", content], [".gz", gz], [".br", br]]) {
    writeFileSync(join(dist, name + suffix), data);
  }
  console.log(`${name.padEnd(28)} ${content.length} B, gzip ${gz.length} B, brotli ${br.length} B`);
  return name;
}
