// Wakes the page up. The names of the two files carry hashes, so they are read from the links that Trunk wrote.
const glue = document.querySelector('link[rel="modulepreload"]').href;
const wasm = document.querySelector('link[rel="preload"][type="application/wasm"]').href;

const { default: init } = await import(glue);
await init({ module_or_path: wasm });
