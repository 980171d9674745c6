// Reads the pages' source and says which component is given attributes or listeners without keeping its type.
// Usage: node spread.mjs (in the checkout's folder). Exits with 1 if one does.
//
// A component whose type is erased keeps the first listeners it was given, though its place is printed anew: a press then acts on
// what is gone (docs/decisions/0078). `#[component(transparent)]` keeps the type.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'app/src';
const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.rs'))
  .map((name) => ({ name: join(folder, name), text: readFileSync(join(folder, name), 'utf8') }));

const kept = new Set(files.flatMap(({ text }) =>
  Array.from(text.matchAll(/#\[component\(transparent\)\]\s+(?:pub(?:\([^)]*\))? )?fn (\w+)/g), ([, name]) => name)));

// What stands between a component's name and the end of its tag; `=>` and `->` end nothing, nor does what is in brackets.
const attributes = (text, from) => {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if ('([{'.includes(text[at])) depth += 1;
    if (')]}'.includes(text[at])) depth -= 1;
    if (text[at] === '>' && depth === 0 && !'=-'.includes(text[at - 1])) return text.slice(from, at);
  }
  return '';
};

const complaints = files.flatMap(({ name, text }) =>
  Array.from(text.matchAll(/<([A-Z]\w*)(?=\s)/g))
    .filter(({ 1: component, index }) => !kept.has(component)
      && /\s(?:(?:attr|on|prop|class|style):|\{\.\.)/.test(attributes(text, index + 1)))
    .map(({ 1: component, index }) => `${name}:${text.slice(0, index).split('\n').length}: <${component}>`));

for (const complaint of complaints) console.error(`  ${complaint} is given attributes: make it #[component(transparent)]`);
process.exit(complaints.length === 0 ? 0 : 1);
