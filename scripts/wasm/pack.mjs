// Puts the files of the console's bundle into a folder that is named by a hash of all of them, and says in `bundle.json` beside it
// which of them every page loads, and which each part is made of.
// Usage: node pack.mjs FROM TO
//
// One hash for all: the script of the parts and the script of the bundle import each other, so neither name could hold a hash
// of its own content.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [from, to] = process.argv.slice(2);
const SCRIPTS = ['app.js', '__wasm_split.js'], MAIN = 'app_bg.wasm';

const files = readdirSync(from).sort();
const hash = createHash('sha256');
for (const file of files) hash.update(file).update('\0').update(readFileSync(join(from, file)));
const folder = hash.digest('hex').slice(0, 16);

// What wasm-split-cli writes of each part: `const __chunk_3 = makeLoad(… "./chunk_3.wasm" …, []);` for what several share,
// `export const __wasm_split_load_wizard = wrapAsyncCb(makeLoad(… "./split_wizard.wasm" …, [__chunk_3]));` for each.
const loader = readFileSync(join(from, '__wasm_split.js'), 'utf8');
const fetched = (name, text) => text.match(/"\.\/([^"]+\.wasm)"/)?.[1] ?? failed(`no file is fetched for ${name}`);
const failed = (why) => { throw new Error(`__wasm_split.js is not as it was expected: ${why}`); };
const chunks = new Map([...loader.matchAll(/^const (__chunk_\d+) = makeLoad\(([^]*?)^, \[\]\);$/gm)]
  .map(([, name, text]) => [name, fetched(name, text)]));
const parts = Object.fromEntries(
  [...loader.matchAll(/^export const __wasm_split_load_(\w+) = wrapAsyncCb\(makeLoad\(([^]*?)^, \[([^\]]*)\]\)\);$/gm)]
    .map(([, name, text, shared]) => [
      name,
      [...shared.split(', ').filter(Boolean).map((chunk) => chunks.get(chunk) ?? failed(`no ${chunk}`)), fetched(name, text)],
    ]));

const known = new Set([...SCRIPTS, MAIN, ...Object.values(parts).flat()]);
const forgotten = files.filter((file) => !known.has(file));
if (forgotten.length > 0) failed(`nothing loads ${forgotten.join(', ')}`);

rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
cpSync(from, join(to, folder), { recursive: true });
const placed = (file) => `${folder}/${file}`;
const bundle = {
  scripts: SCRIPTS.map(placed),
  wasm: placed(MAIN),
  parts: Object.fromEntries(Object.entries(parts).map(([name, list]) => [name, list.map(placed)])),
};
writeFileSync(join(to, 'bundle.json'), `${JSON.stringify(bundle, undefined, 2)}\n`);
