// The tests that say what they show, in a comment directly above them: `// Shows A3, RFC 6749 §3.1.2.3.`
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

// The comment's lines, then attributes, then the test's name.
const rustTest = /^[ \t]*\/\/ Shows ([^\n]*(?:\n[ \t]*\/\/ [^\n]*)*)\n((?:[ \t]*#\[[^\n]*\n)*)[ \t]*(?:pub )?(?:async )?fn (\w+)/gm;
const browserTest = /^[ \t]*\/\/ Shows ([^\n]*(?:\n[ \t]*\/\/ [^\n]*)*)\n[ \t]*test\(\s*'((?:[^'\\]|\\.)*)'/gm;
const anyShows = /^[ \t]*\/\/ Shows /gm;

const rustName = (match) => match[3].replaceAll('_', ' ');
const browserName = (match) => match[2].replaceAll("\\'", "'");

function* files(root, folder, ending) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !['node_modules', 'target', 'dist'].includes(entry.name)) yield* files(root, path, ending);
    else if (entry.name.endsWith(ending)) yield path;
  }
}

// The names in a comment, which may run over several lines.
const names = (comment) => comment.replaceAll(/\s*\n[ \t]*\/\/ /g, ' ').trim().replace(/\.$/, '').split(/,\s+/);

function* testsOf(root, path, pattern, named, complain) {
  const text = readFileSync(join(root, path), 'utf8');
  let found = 0;
  for (const match of text.matchAll(pattern)) {
    found += 1;
    const name = named(match);
    if (pattern === rustTest && !/#\[.*(test|case)/.test(match[2])) complain(`'${name}' says what it shows and is no test`);
    yield { path, name, shows: names(match[1]) };
  }
  if ((text.match(anyShows) ?? []).length !== found) {
    complain(`${path}: a comment 'Shows …' stands above nothing that is a test`);
  }
}

// Every such test of the project: where it is, its name, and the names of what it shows.
export function* tests(root, complain) {
  for (const room of ['crates', 'server', 'app', 'demo']) {
    for (const path of files(root, room, '.rs')) yield* testsOf(root, path, rustTest, rustName, complain);
  }
  for (const path of files(root, 'end2end/tests', '.spec.ts')) yield* testsOf(root, path, browserTest, browserName, complain);
}
