#!/usr/bin/env node
// Refuses words for people outside of the message catalogue: a page takes them from app/src/words, so that a second
// language is a second set of these files.
//
// A literal is taken for words when it begins like a sentence, holds a sentence's stop, or stands between two tags.
// Names of keys, headers and files are no words; they stand in NO_WORDS.
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'app/src');

/** Literals that look like words and are none. */
const NO_WORDS = new Set([
  // Keys of a keyboard (UI Events KeyboardEvent key values).
  'ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'Enter', 'Escape', 'Home', 'End', 'Tab',
  // The tabs of a client, as they stand in its address.
  'Credentials', 'Access', 'Activity', 'Documentation',
  // What the product is called.
  'Latchkey',
]);

/** Where no page takes its words from: the catalogue itself, tests in files of their own, and the clients that tests show. */
const LEFT_OUT = new Set([join(source, 'words'), join(source, 'console/sample.rs')]);

/** Every Rust file below a folder. */
function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (LEFT_OUT.has(path)) return [];
    if (entry.isDirectory()) return files(path);
    return entry.name.endsWith('.rs') && entry.name !== 'tests.rs' ? [path] : [];
  });
}

/** The literals of a source text, with their lines; comments, attributes, tests and what only compilers say are left out. */
function literals(text) {
  const [code] = text.split('#[cfg(test)]');
  const found = [];
  const token = /\/\/[^\n]*|#!?\[[^\]]*\]|r#"([\s\S]*?)"#|r#\w+|'(?:\\.|[^\\'])'|"((?:\\[\s\S]|[^"\\])*)"/g;
  for (const match of code.matchAll(token)) {
    const literal = match[1] ?? match[2];
    if (literal === undefined) continue;
    const before = code.slice(0, match.index);
    if (/compile_error!\(\s*$/.test(before)) continue;
    const line = before.split('\n').length;
    found.push({ literal, line, isText: />\s*$/.test(before) && /^\s*(<|\{)/.test(code.slice(match.index + match[0].length)) });
  }
  return found;
}

function isWords({ literal, isText }) {
  if (NO_WORDS.has(literal)) return false;
  if (/^\p{Lu}\p{Ll}/u.test(literal) && !/^[\w-]+:/.test(literal) && !/^[\p{Lu}\p{Ll}]+-\p{Lu}/u.test(literal)) return true;
  if (/\p{L}{2,} [^"]*[.?!](\s|$)/u.test(literal)) return true;
  return isText && /\p{L}{2,}/u.test(literal);
}

const wrong = files(source).flatMap((path) => {
  const place = relative(root, path);
  return literals(readFileSync(path, 'utf8')).filter(isWords).map(({ literal, line }) => `${place}:${line}: ${JSON.stringify(literal)}`);
});
if (wrong.length > 0) {
  console.error(`✗ Words that are not in the message catalogue (app/src/words):\n  ${wrong.join('\n  ')}`);
  console.error('  To fix it: move them there, and name them.');
  process.exit(1);
}
console.log('✓ All words of the pages stand in the message catalogue');
