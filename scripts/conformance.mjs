// Writes docs/conformance.md: which rule, certification module and section of a specification is shown by which test.
//
// A test says what it shows in a comment directly above it: `// Shows A3, RFC 6749 §3.1.2.3.` What there is to be shown
// stands in docs/conformance/{rules,certification,specifications}.json, and what nothing shows stands in gaps.json with
// its reason. With --check nothing is written: a name that nobody knows, a gap without a reason and a page that is not
// of today are complaints, and the script exits with 1.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const page = join(root, 'docs', 'conformance.md');
const complaints = [];

const catalogue = (name) => JSON.parse(readFileSync(join(root, 'docs', 'conformance', `${name}.json`), 'utf8'));
const gaps = catalogue('gaps');
const chapters = [
  { title: 'Rules by endpoint', words: 'What each endpoint has to hold, in the words of this project.', groups: catalogue('rules') },
  {
    title: 'Certification modules',
    words:
      'The modules of the certification profiles of the OpenID Foundation that Latchkey aims at. Their assertions are made ' +
      'again by tests of this project; this is no result of the Foundation’s own suite.',
    groups: catalogue('certification'),
  },
  { title: 'Sections of specifications', words: 'Sections that tests name.', groups: catalogue('specifications') },
];

// Every entry by its name. Sections are named with their specification: `RFC 6749 §4.1.2`.
const isSection = (name) => /^(§|Appendix)/.test(name);
const entries = new Map();
for (const { groups } of chapters) {
  for (const group of groups) {
    for (const [name, words] of Object.entries(group.entries)) {
      const id = isSection(name) ? `${group.name} ${name}` : name;
      if (entries.has(id)) complaints.push(`${id} is in the catalogue twice`);
      entries.set(id, { words, group, tests: [] });
    }
  }
}

function* files(folder, ending) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !['node_modules', 'target', 'dist'].includes(entry.name)) yield* files(path, ending);
    else if (entry.name.endsWith(ending)) yield path;
  }
}

// The comment's lines, then attributes, then the test's name.
const rustTest = /^[ \t]*\/\/ Shows ([^\n]*(?:\n[ \t]*\/\/ [^\n]*)*)\n((?:[ \t]*#\[[^\n]*\n)*)[ \t]*(?:pub )?(?:async )?fn (\w+)/gm;
const browserTest = /^[ \t]*\/\/ Shows ([^\n]*(?:\n[ \t]*\/\/ [^\n]*)*)\n[ \t]*test\(\s*'((?:[^'\\]|\\.)*)'/gm;
const anyShows = /^[ \t]*\/\/ Shows /gm;

function read(path, pattern, named) {
  const text = readFileSync(join(root, path), 'utf8');
  let found = 0;
  for (const match of text.matchAll(pattern)) {
    found += 1;
    const ids = match[1].replaceAll(/\s*\n[ \t]*\/\/ /g, ' ').trim().replace(/\.$/, '').split(/,\s+/);
    for (const id of ids) {
      if (entries.has(id)) entries.get(id).tests.push({ path, name: named(match) });
      else complaints.push(`${path}: '${named(match)}' shows ${id}, which is in no catalogue`);
    }
  }
  if ((text.match(anyShows) ?? []).length !== found) {
    complaints.push(`${path}: a comment 'Shows …' stands above nothing that is a test`);
  }
}

const isTest = (match) => {
  if (!/#\[.*(test|case)/.test(match[2])) complaints.push(`'${match[3]}' says what it shows and is no test`);
  return match[3].replaceAll('_', ' ');
};
for (const room of ['crates', 'server', 'app', 'demo']) {
  for (const path of files(room, '.rs')) read(path, rustTest, isTest);
}
for (const path of files('end2end/tests', '.spec.ts')) read(path, browserTest, (match) => match[2].replaceAll("\\'", "'"));

for (const [id, { tests }] of entries) {
  if (tests.length === 0 && !gaps[id]) complaints.push(`${id} is shown by no test, and gaps.json does not say why`);
}
for (const id of Object.keys(gaps)) {
  if (!entries.has(id)) complaints.push(`gaps.json gives a reason for ${id}, which is in no catalogue`);
}

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
const link = ({ path, name }) => `[${cell(name)}](../${path})`;
const isShown = (id) => entries.get(id).tests.length > 0;

function row(id, shown) {
  const { words, tests } = entries.get(id);
  const proof = tests.map(link);
  if (gaps[id]) proof.push(`${tests.length > 0 ? '**In part.**' : '**Gap.**'} ${cell(gaps[id])}`);
  return `| ${shown} | ${cell(words)} | ${proof.join('<br>')} |`;
}

const lines = [
  '<!-- Made by `make conformance` out of the comments above the tests. What is written here by hand is lost. -->',
  '',
  '# What the tests show',
  '',
  'Which test shows which rule, and what none shows yet. Server tests run on SQLite and on Postgres. A gap says why it is one;',
  '“in part” says what is missing besides the tests that are there.',
  '',
  '| | entries | shown | in part | gaps |',
  '|---|---|---|---|---|',
];
for (const { title, groups } of chapters) {
  const ids = [...entries.keys()].filter((id) => groups.includes(entries.get(id).group));
  const part = ids.filter((id) => isShown(id) && gaps[id]).length;
  const shown = ids.filter(isShown).length - part;
  lines.push(`| ${title} | ${ids.length} | ${shown} | ${part} | ${ids.length - shown - part} |`);
}
const missing = [...entries.keys()].filter((id) => gaps[id]);
if (missing.length > 0) {
  lines.push('', '## What is missing', '', '| | what | why |', '|---|---|---|');
  for (const id of missing) {
    const reason = `${isShown(id) ? 'In part. ' : ''}${gaps[id]}`;
    lines.push(`| ${id} | ${cell(entries.get(id).words)} | ${cell(reason)} |`);
  }
}
for (const { title, words, groups } of chapters) {
  lines.push('', `## ${title}`, '', words);
  for (const group of groups) {
    lines.push('', `### ${group.title ? `${group.name}, ${group.title}` : group.name}`, '', '| | what | shown by |', '|---|---|---|');
    for (const name of Object.keys(group.entries)) lines.push(row(isSection(name) ? `${group.name} ${name}` : name, name));
  }
}
const written = `${lines.join('\n')}\n`;

if (!process.argv.includes('--check')) writeFileSync(page, written);
else if (readFileSync(page, 'utf8') !== written) complaints.push('docs/conformance.md is not of today: make conformance');

for (const complaint of complaints) console.error(`  ${complaint}`);
process.exit(complaints.length === 0 ? 0 : 1);
