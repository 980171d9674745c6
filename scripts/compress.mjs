// Compresses every text and WebAssembly file of a folder beside itself (`.br`, `.gz`), as small as it gets:
// the server then sends what the browser accepts without spending a moment on it.
// Usage: node compress.mjs FOLDER NAME
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const [folder, name] = process.argv.slice(2);
const worthIt = /\.(js|mjs|wasm|css|html|json|svg|txt)$/;
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !worthIt.test(entry.name)) continue;
  const path = join(entry.parentPath ?? entry.path, entry.name);
  const raw = readFileSync(path);
  const brotli = brotliCompressSync(raw, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
    },
  });
  const gzip = gzipSync(raw, { level: 9 });
  writeFileSync(`${path}.br`, brotli);
  writeFileSync(`${path}.gz`, gzip);
  if (entry.name.endsWith('.wasm')) {
    console.log(`  ${name}: wasm ${kilobytes(raw.length)} raw, ${kilobytes(brotli.length)} brotli, ${kilobytes(gzip.length)} gzip`);
  }
}
