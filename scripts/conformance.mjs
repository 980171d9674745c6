// Writes docs/conformance.md and docs/requirements.md: which rule, certification module, section of a specification and
// requirement is shown by which test.
//
// What there is to be shown stands in docs/conformance/{rules,certification,specifications,requirements}.json, and what
// nothing shows stands in gaps.json with its reason. With --check nothing is written: a name that nobody knows, a gap
// without a reason and a page that is not of today are complaints, and the script exits with 1.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { idOf, written } from './conformance/page.mjs';
import { tests } from './conformance/tests.mjs';

const root = join(import.meta.dirname, '..');
const complaints = [];
const complain = (words) => complaints.push(words);

const catalogue = (name) => JSON.parse(readFileSync(join(root, 'docs', 'conformance', `${name}.json`), 'utf8'));
const pages = [
  {
    file: 'docs/conformance.md',
    title: 'What the tests show',
    chapters: [
      { title: 'Rules by endpoint', words: 'What each endpoint has to hold, in the words of this project.', groups: catalogue('rules') },
      {
        title: 'Certification modules',
        words:
          'The modules of the certification profiles of the OpenID Foundation that Latchkey aims at. Their assertions are made ' +
          'again by tests of this project; this is no result of the Foundation’s own suite.',
        groups: catalogue('certification'),
      },
      { title: 'Sections of specifications', words: 'Sections that tests name.', groups: catalogue('specifications') },
    ],
  },
  {
    file: 'docs/requirements.md',
    title: 'What the product was asked for',
    chapters: [{ title: 'Requirements', words: 'What people were promised, and the tests that hold it.', groups: catalogue('requirements') }],
  },
];

const gaps = catalogue('gaps');
const entries = new Map();
for (const group of pages.flatMap((page) => page.chapters).flatMap((chapter) => chapter.groups)) {
  for (const [name, words] of Object.entries(group.entries)) {
    const id = idOf(group, name);
    if (entries.has(id)) complain(`${id} is in the catalogue twice`);
    entries.set(id, { words, tests: [], gap: gaps[id] });
  }
}

for (const { path, name, shows } of tests(root, complain)) {
  for (const id of shows) {
    if (entries.has(id)) entries.get(id).tests.push({ path, name });
    else complain(`${path}: '${name}' shows ${id}, which is in no catalogue`);
  }
}
for (const [id, { tests: proof, gap }] of entries) {
  if (proof.length === 0 && !gap) complain(`${id} is shown by no test, and gaps.json does not say why`);
}
for (const id of Object.keys(gaps)) {
  if (!entries.has(id)) complain(`gaps.json gives a reason for ${id}, which is in no catalogue`);
}

for (const page of pages) {
  const file = join(root, page.file);
  const text = written(page, entries);
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) complain(`${page.file} is not of today: make conformance`);
}

for (const complaint of complaints) console.error(`  ${complaint}`);
process.exit(complaints.length === 0 ? 0 : 1);
