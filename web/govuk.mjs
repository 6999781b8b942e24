// From GOV.UK Frontend we take only the blocks that our templates name, without
// its font, which belongs to gov.uk alone.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const named = /govuk-([a-z]+(?:-[a-z]+)*)/g;

// Folders that hold no template of ours; some are large.
const foreign = new Set(["node_modules", "dist", "data", "demo", "testdata"]);

// usedBlocks reads every template of the repository: whoever writes a class of
// GOV.UK into a page gets its rules with the next build.
export function usedBlocks(dir, used = new Set(["frontend-supported"])) {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory() && !foreign.has(entry.name) && !entry.name.startsWith(".")) usedBlocks(path, used);
    if (!entry.name.endsWith(".html")) continue;
    for (const [, block] of readFileSync(path, "utf8").matchAll(named)) used.add(block);
  }
  return used;
}

// keepUsed drops the fonts and every selector that names a block we do not use.
export function keepUsed(css, used) {
  return rules(css.replace(/\/\*[\s\S]*?\*\//g, ""), used)
    .replaceAll("GDS Transport,arial,sans-serif", "var(--pn-sans)")
    .replaceAll("font-family:sans-serif", "font-family:var(--pn-sans)");
}

function rules(css, used) {
  let kept = "";
  for (let at = 0; at < css.length; ) {
    const open = css.indexOf("{", at);
    const stop = css.indexOf(";", at);
    if (stop >= 0 && (open < 0 || stop < open)) { // @charset and the like
      at = stop + 1;
      continue;
    }
    if (open < 0) break;
    const close = end(css, open);
    kept += rule(css.slice(at, open).trim(), css.slice(open + 1, close), used);
    at = close + 1;
  }
  return kept;
}

function rule(head, body, used) {
  if (head.startsWith("@font-face")) return "";
  if (/^@(media|supports)/.test(head)) {
    const inner = rules(body, used);
    return inner && `${head}{${inner}}`;
  }
  if (head.startsWith("@")) return `${head}{${body}}`;
  const selectors = split(head).filter((s) => [...s.matchAll(named)].every(([, block]) => used.has(block)) && !s.includes("govuk-\\!"));
  return selectors.length ? `${selectors.join(",")}{${body}}` : "";
}

// end finds the brace that closes the one at open.
function end(css, open) {
  for (let at = open, depth = 0; at < css.length; at++) {
    if (css[at] === "{") depth++;
    if (css[at] === "}" && --depth === 0) return at;
  }
  throw new Error("the stylesheet of GOV.UK Frontend ends inside a rule");
}

// split takes a list of selectors apart, but not inside :is(…) or :not(…).
function split(head) {
  return head.split(/,(?![^(]*\))/);
}
