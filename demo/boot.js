// Wakes the page up. The names of the two files carry hashes, so they are read from the links that Trunk wrote.
const glue = document.querySelector('link[rel="modulepreload"]').href;
const wasm = document.querySelector('link[rel="preload"][type="application/wasm"]').href;

try {
  const { default: init } = await import(glue);
  await init({ module_or_path: wasm });
} catch (why) {
  // Only while the note is still there: once it is gone, the app runs and speaks for itself.
  document
    .querySelector('#waiting p')
    ?.replaceChildren('The app could not be loaded. Reload the page, or try a browser with WebAssembly.');
  throw why;
}
