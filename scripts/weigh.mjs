// Holds the bundles to their weight: what a browser loads before a page answers, with brotli, and what the parts of the console
// add where they are needed (docs/decisions/0091).
// Usage: node weigh.mjs (after scripts/wasm.sh)
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

// In bytes; a limit only ever goes down.
const limits = { app: 350_000, demo: 150_000 };
const limitsOfParts = { edit: 110_000, wizard: 115_000 };
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

const weight = (folder, files) => files.reduce((sum, file) => sum + statSync(join(folder, `${file}.br`)).size, 0);

// What every page of the demo loads: the files that Trunk names in it. Others may be left over beside them.
const ofDemo = () => {
  const page = readFileSync('dist/demo/index.html', 'utf8');
  return readdirSync('dist/demo').filter((file) => /\.(wasm|js)$/.test(file) && page.includes(file));
};

const { scripts, wasm, parts } = JSON.parse(readFileSync('dist/app/bundle.json', 'utf8'));
const weighed = [
  { name: 'app', limit: limits.app, weight: weight('dist/app', [...scripts, wasm]) },
  ...Object.entries(parts).map(([name, files]) =>
    ({ name: `app, its part '${name}'`, limit: limitsOfParts[name] ?? 0, weight: weight('dist/app', files) })),
  { name: 'demo', limit: limits.demo, weight: weight('dist/demo', ofDemo()) },
];
for (const { name, limit, weight } of weighed) {
  console.log(`${weight > 0 && weight <= limit ? '▸' : '✗'} ${name}: ${kilobytes(weight)} of ${kilobytes(limit)} with brotli`);
}

const heavy = weighed.some(({ limit, weight }) => weight === 0 || weight > limit);
if (heavy && ['app', 'demo'].some((name) => readFileSync(`dist/.toolchain-${name}`, 'utf8').trim() === 'ready')) {
  console.error(`  The bundle was made with the standard library as it comes with the compiler, which is built for speed and explains
  every panic. That weighs about 40 kB (docs/decisions/0076).
  To fix it: rustup component add rust-src, then build the bundle again.`);
} else if (heavy) {
  console.error(`  To fix it: see what weighs (docs/decisions/0052 tells how to look and what paid), let the server send words
  instead of computing them in the browser, end components in .into_any(), share one function where a type parameter is not
  needed, or let what few pages show become a part of its own (app/src/console/part.rs). A limit only goes down.`);
}
process.exitCode = heavy ? 1 : 0;
