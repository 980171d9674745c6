// Reads `cargo metadata --no-deps` and says which dependency crosses a wall. Exits with 1 if one does.
import { readFileSync } from 'node:fs';

// Room: the rooms it may use. `tests` may be used by its tests as well.
const arrows = {
  oauth: {},
  odata: {},
  migration: {},
  domain: { uses: ['oauth'] },
  store: { uses: ['domain', 'oauth'], tests: ['migration', 'testkit'] },
  // Lends databases to tests; nothing that is shipped may use it.
  testkit: { uses: ['store', 'migration'] },
  identity: { uses: ['store', 'domain', 'oauth'], tests: ['migration', 'testkit'] },
  app: { uses: ['domain', 'oauth'], optional: ['identity'] },
  projects: { uses: ['odata', 'oauth'], tests: ['migration', 'testkit'] },
  server: { uses: ['app', 'identity', 'projects', 'domain', 'oauth', 'migration'], tests: ['testkit', 'store'] },
  demo: { uses: ['oauth'] },
};

// Library: the rooms that may name it. Tests may name what they like of these.
const homes = {
  'sea-orm': ['store', 'migration', 'projects'],
  'sea-orm-migration': ['migration', 'server'],
  jsonwebtoken: ['identity'],
  pkce: ['demo'],
  axum: ['server', 'projects', 'app'],
};

const { packages } = JSON.parse(readFileSync(0, 'utf8'));
const rooms = new Set(packages.map((room) => room.name));
const complaints = [];

for (const room of packages) {
  const allowed = arrows[room.name];
  if (!allowed) {
    complaints.push(`${room.name} is a room without arrows: draw them in scripts/walls.mjs and ARCHITECTURE.md`);
    continue;
  }
  for (const { name, kind, optional } of room.dependencies) {
    const test = kind === 'dev';
    const way = [
      ...(allowed.uses ?? []),
      ...(optional ? (allowed.optional ?? []) : []),
      ...(test ? (allowed.tests ?? []) : []),
    ];
    if (rooms.has(name) && name !== room.name && !way.includes(name)) {
      complaints.push(`${room.name} → ${name}: no such arrow${test ? ', not even in tests' : ''}`);
    }
    if (homes[name] && !test && !homes[name].includes(room.name)) {
      complaints.push(`${room.name} names ${name}, whose home is ${homes[name].join(', ')}`);
    }
  }
}

for (const complaint of complaints) console.error(`  ${complaint}`);
process.exit(complaints.length === 0 ? 0 : 1);
