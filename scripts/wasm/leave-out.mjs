// Takes out of a bundle what can't run.
// Usage: node leave-out.mjs WASM-OPT FILE.wasm (the file is changed in place)
//
// Every view of unknown type carries a table of all that can be done with its kind, so no compiler sees
// what is never done. Here the entries of that become a trap, and wasm-opt then finds what lies behind them unreachable.
// docs/decisions/0052 and 0079 say more.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [wasmOpt, file] = process.argv.slice(2);
const { default: binaryen } = await import(pathToFileURL(join(dirname(dirname(wasmOpt)), 'index.js')));

// A function by its whole name, in both of the compiler's spellings. What is only called after it won't do: of equal functions
// the compiler keeps one, under any of their names, and what turns its future into a pinned one turns all others too.
const named = (path) => new RegExp(`^<.* as ${path.replaceAll('::', '(\\[\\w+\\])?::')}(::<.*>|::h[0-9a-f]{16})?$`);
const entries = [
  // Leptos can wake a page at once (`hydrate_body`) or piece by piece, with code that is loaded later (`hydrate_lazy`). The
  // console is woken at once.
  named('tachys::view::any_view::IntoAny>::into_any::hydrate_async'),
];

binaryen.setDebugInfo(true);
const module = binaryen.readBinary(readFileSync(file));
const functions = Array.from({ length: module.getNumFunctions() }, (_, index) =>
  binaryen.getFunctionInfo(module.getFunctionByIndex(index)));
const never = functions.filter(({ name }) => entries.some((entry) => entry.test(name)));

for (const { name, params, results } of never) {
  module.removeFunction(name);
  module.addFunction(name, params, results, [], module.unreachable());
}
if (never.length > 0) {
  writeFileSync(file, module.emitBinary());
  console.log(`  ${never.length} entries of what is never done were left out`);
}
