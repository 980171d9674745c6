// Holds the bundles to their weight: what a browser loads before the page answers, with brotli.
// Usage: node weigh.mjs (after scripts/wasm.sh)
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

// In bytes: WebAssembly and the script that loads it. The console is meant to weigh 350,000; until it does, the limit is
// what was reached, and only ever goes down.
const limits = { app: 450_000, demo: 150_000 };
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
let heavy = false;
let ready = false;

for (const [name, limit] of Object.entries(limits)) {
  const folder = join('dist', name);
  // The page names the files of this build; others may be left over beside them.
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const files = readdirSync(folder).filter((file) =>
    /\.(wasm|js)\.br$/.test(file) && page.includes(file.slice(0, -'.br'.length)));
  const weight = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  const fits = files.some((file) => file.endsWith('.wasm.br')) && weight <= limit;
  heavy ||= !fits;
  ready ||= !fits && readFileSync(`dist/.toolchain-${name}`, 'utf8').trim() === 'ready';
  console.log(`${fits ? '▸' : '✗'} ${name}: ${kilobytes(weight)} of ${kilobytes(limit)} with brotli`);
}

if (ready) {
  console.error(`  The limit can't be held here: the bundle was made with the standard library as it comes with the compiler,
  which is built for speed and explains every panic. That weighs about 40 kB (docs/decisions/0076).
  To fix it: rustup component add rust-src, then build the bundle again.`);
} else if (heavy) {
  console.error(`  To fix it: see what weighs (docs/decisions/0052 tells how to look and what paid), let the server send words
  instead of computing them in the browser, end components in .into_any(), and share one function where a type parameter
  is not needed. The limit only goes down.`);
}
process.exitCode = heavy ? 1 : 0;
