// Takes out of a bundle what can't run: the second way of waking a page up.
// Usage: node leave-out.mjs WASM-OPT FILE.wasm (the file is changed in place)
//
// Leptos can wake a page at once (`hydrate_body`) or piece by piece, with code that is loaded later (`hydrate_lazy`). Every
// view of unknown type carries both ways in its table of functions, so no compiler sees that the second is never taken. The
// console is woken by `hydrate_body` alone. Here the entries of the second way become a trap, and wasm-opt then finds the
// sixth of the bundle behind them unreachable. docs/decisions/0052 says more.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [wasmOpt, file] = process.argv.slice(2);
const { default: binaryen } = await import(pathToFileURL(join(dirname(dirname(wasmOpt)), 'index.js')));

// The name in both of the compiler's spellings; nothing else in the bundle is called so.
const entry = /\bIntoAny>::into_any::hydrate_async\b/;

binaryen.setDebugInfo(true);
const module = binaryen.readBinary(readFileSync(file));
const functions = Array.from({ length: module.getNumFunctions() }, (_, index) =>
  binaryen.getFunctionInfo(module.getFunctionByIndex(index)));
const entries = functions.filter(({ name }) => entry.test(name));

for (const { name, params, results } of entries) {
  module.removeFunction(name);
  module.addFunction(name, params, results, [], module.unreachable());
}
if (entries.length > 0) {
  writeFileSync(file, module.emitBinary());
  console.log(`  ${entries.length} entries of the way that is never taken were left out`);
}
