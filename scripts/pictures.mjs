// Says which pictures of the journeys are missing after a whole run. `end2end/pictures.txt` lists what `inspect` keeps, a
// name a line; each has four looks. With `--write` the list becomes what is there now.
// Usage: node pictures.mjs [--write]
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const home = join(import.meta.dirname, '..', 'end2end');
const list = join(home, 'pictures.txt');
const folder = join(home, 'artifacts');
const looks = ['light-320', 'light-1280', 'dark-320', 'dark-1280'];

const files = new Set(readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.png')));
const names = [...new Set([...files].map((file) => file.replace(/-(light|dark)-\d+\.png$/, '')))].sort();

if (process.argv.includes('--write')) {
  writeFileSync(list, `${names.join('\n')}\n`);
  process.exit(0);
}

const wanted = readFileSync(list, 'utf8').trim().split('\n');
const missing = wanted.flatMap((name) => looks.map((look) => `${name}-${look}.png`)).filter((file) => !files.has(file));
const unlisted = names.filter((name) => !wanted.includes(name));
for (const file of missing) console.error(`Nothing took the picture ${file}`);
for (const name of unlisted) console.error(`${name} is in no list: node scripts/pictures.mjs --write`);
console.log(`${files.size} pictures, ${missing.length} missing`);
process.exit(missing.length > 0 ? 1 : 0);
