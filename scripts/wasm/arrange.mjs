// Puts a bundle's functions into an order in which brotli finds more that it has seen just before: those that take and give
// the same, begin alike and are as long, next to each other. Nothing else changes. docs/decisions/0079 has the figures.
// Usage: node arrange.mjs WASM-OPT FILE.wasm [--enable-FEATURE…] (the file is changed in place)
//
// wasm-opt can order functions by their names, so each is given a name that says where it belongs; the names go again.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const [wasmOpt, file, ...features] = process.argv.slice(2);
const CUSTOM = 0, IMPORT = 2, FUNCTION = 3, CODE = 10;
const KIND = { function: 0, table: 1, memory: 2, global: 3 };
const BEGINNING = 8;

// Reads the numbers and pieces of a module's binary form (WebAssembly Core Specification, chapter 5).
class Reader {
  constructor(bytes) { Object.assign(this, { bytes, at: 0 }); }
  byte() { return this.bytes[this.at++]; }
  number() {
    let value = 0, shift = 0, byte;
    do { byte = this.byte(); value |= (byte & 127) << shift; shift += 7; } while (byte & 128);
    return value >>> 0;
  }
  piece(length) { this.at += length; return this.bytes.subarray(this.at - length, this.at); }
  list(item) { return Array.from({ length: this.number() }, item); }
  get done() { return this.at >= this.bytes.length; }
}

const written = (value) => value < 128 ? [value] : [(value & 127) | 128, ...written(value >>> 7)];
const withLength = (bytes) => Buffer.concat([Buffer.from(written(bytes.length)), bytes]);

// The content of each section by its number; a module without names has each of these once.
const sections = (bytes) => {
  const found = new Map();
  const reader = new Reader(bytes.subarray(8));
  while (!reader.done) found.set(reader.byte(), reader.piece(reader.number()));
  return found;
};

// How many of the functions come from outside.
const imported = (section) => {
  const reader = new Reader(section);
  const limits = () => { if (reader.byte() & 1) reader.number(); reader.number(); };
  const described = {
    [KIND.function]: () => reader.number(),
    [KIND.table]: () => { reader.byte(); limits(); },
    [KIND.memory]: limits,
    [KIND.global]: () => reader.piece(2),
  };
  return reader.list(() => {
    reader.piece(reader.number());
    reader.piece(reader.number());
    const kind = reader.byte();
    described[kind]();
    return kind;
  }).filter((kind) => kind === KIND.function).length;
};

const module = readFileSync(file);
const parts = sections(module);
const types = new Reader(parts.get(FUNCTION));
const kinds = types.list(() => types.number());
const code = new Reader(parts.get(CODE));
const bodies = code.list(() => code.piece(code.number()));
const first = imported(parts.get(IMPORT));

const place = (body, index) => [
  String(kinds[index]).padStart(5, '0'),
  body.subarray(0, BEGINNING).toString('hex'),
  String(body.length).padStart(7, '0'),
  index,
].join('-');
const names = bodies.map((body, index) =>
  Buffer.concat([Buffer.from(written(first + index)), withLength(Buffer.from(place(body, index)))]));
const ofFunctions = Buffer.concat([Buffer.from(written(names.length)), ...names]);
const section = Buffer.concat([withLength(Buffer.from('name')), Buffer.from([1]), withLength(ofFunctions)]);
writeFileSync(file, Buffer.concat([module, Buffer.from([CUSTOM]), withLength(section)]));
execFileSync(wasmOpt, ['--reorder-functions-by-name', ...features, file, '--output', file], { stdio: 'inherit' });
