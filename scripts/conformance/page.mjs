// A page of a catalogue: each entry with the tests that show it, and what none shows.

const isSection = (name) => /^(§|Appendix)/.test(name);

// An entry's name among all others. Sections are named with their specification: `RFC 6749 §4.1.2`.
export const idOf = (group, name) => (isSection(name) ? `${group.name} ${name}` : name);

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
const link = ({ path, name }) => `[${cell(name)}](../${path})`;
const idsOf = ({ groups }) => groups.flatMap((group) => Object.keys(group.entries).map((name) => idOf(group, name)));

function summary(chapter, entries) {
  const ids = idsOf(chapter);
  const shown = ids.filter((id) => entries.get(id).tests.length > 0);
  const part = shown.filter((id) => entries.get(id).gap).length;
  return `| ${chapter.title} | ${ids.length} | ${shown.length - part} | ${part} | ${ids.length - shown.length} |`;
}

function missing(chapters, entries) {
  const lines = chapters.flatMap(idsOf).filter((id) => entries.get(id).gap).map((id) => {
    const { words, tests, gap } = entries.get(id);
    return `| ${id} | ${cell(words)} | ${tests.length > 0 ? 'In part. ' : ''}${cell(gap)} |`;
  });
  return lines.length === 0 ? [] : ['', '## What is missing', '', '| | what | why |', '|---|---|---|', ...lines];
}

function row(name, { words, tests, gap }) {
  const proof = tests.map(link);
  if (gap) proof.push(`${tests.length > 0 ? '**In part.**' : '**Gap.**'} ${cell(gap)}`);
  return `| ${name} | ${cell(words)} | ${proof.join('<br>')} |`;
}

function chapterLines({ title, words, groups }, entries) {
  const lines = ['', `## ${title}`, '', words];
  for (const group of groups) {
    lines.push('', `### ${group.title ? `${group.name}, ${group.title}` : group.name}`, '', '| | what | shown by |', '|---|---|---|');
    for (const name of Object.keys(group.entries)) lines.push(row(name, entries.get(idOf(group, name))));
  }
  return lines;
}

// The page as text.
export function written({ title, chapters }, entries) {
  return [
    '<!-- Made by `make conformance` out of the comments above the tests. What is written here by hand is lost. -->',
    '',
    `# ${title}`,
    '',
    'Which test shows which rule, and what none shows yet. Server tests run on SQLite and on Postgres. A gap says why it is one;',
    '“in part” says what is missing besides the tests that are there.',
    '',
    '| | entries | shown | in part | gaps |',
    '|---|---|---|---|---|',
    ...chapters.map((chapter) => summary(chapter, entries)),
    ...missing(chapters, entries),
    ...chapters.flatMap((chapter) => chapterLines(chapter, entries)),
    '',
  ].join('\n');
}
