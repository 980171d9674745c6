//! The names that Trunk has given to the console's files.

use super::folder::{self, App};
use super::tags::{self, Tag};

/// Where the files are served.
const BASE: &str = "/pkg/";

/// What a page must name to wake up in the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// The module that the page imports.
    pub js: BundleFile,
    /// The WebAssembly that the module starts.
    pub wasm: BundleFile,
    /// Stylesheets, when the console brings its own.
    pub stylesheets: Vec<BundleFile>,
}

/// One file of the bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleFile {
    /// Its address, as in `/pkg/app-0123456789abcdef.js`.
    pub path: String,
    /// Its hash, for the attribute `integrity` (Subresource Integrity §3.5).
    pub integrity: Option<String>,
}

impl Bundle {
    /// Reads the names out of the built page; `None` when there is none, or when a file that it names is not there.
    pub(super) fn find() -> Option<Self> {
        let bundle = Self::read(&folder::text::<App>("index.html")?)?;
        let is_there =
            |file: &BundleFile| file.path.strip_prefix(BASE).is_some_and(|name| App::get(name).is_some());
        let is_whole = [&bundle.js, &bundle.wasm].into_iter().chain(&bundle.stylesheets).all(is_there);
        is_whole.then_some(bundle)
    }

    fn read(html: &str) -> Option<Self> {
        let html = tags::without_comments(html);
        let (mut js, mut wasm, mut stylesheets) = (None, None, Vec::new());
        for link in tags::tags(&html, "link") {
            let Some(file) = BundleFile::of(&link) else { continue };
            match link.get("rel") {
                // Small pieces of script that crates bring along are preloaded too; the module imports them itself.
                Some("modulepreload") if !file.path.contains("/snippets/") => js = js.or(Some(file)),
                Some("preload") if file.path.ends_with(".wasm") => wasm = wasm.or(Some(file)),
                Some("stylesheet") => stylesheets.push(file),
                _ => {}
            }
        }
        Some(Self { js: js?, wasm: wasm?, stylesheets })
    }
}

impl BundleFile {
    /// The file that a link names, under the address where it is served whatever Trunk was told.
    fn of(link: &Tag<'_>) -> Option<Self> {
        let href = link.get("href")?;
        let name = href
            .strip_prefix(BASE)
            .or_else(|| href.strip_prefix("./"))
            .or_else(|| href.strip_prefix('/'))
            .unwrap_or(href);
        let integrity = link.get("integrity").filter(|hash| !hash.is_empty()).map(str::to_owned);
        folder::is_asset(name).then(|| Self { path: format!("{BASE}{name}"), integrity })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What Trunk 0.21 writes.
    const PAGE: &str = r#"<!DOCTYPE html>
<!-- What matters are the two <link rel="modulepreload" href="/wrong.js"> lines. -->
<html lang="en"><head>
    <meta charset="utf-8">
    <title>Latchkey</title>
    <link rel="stylesheet" href="/pkg/main-1122334455667788.css" integrity="sha384-css"/>
  <link rel="modulepreload" href="/pkg/app-0123456789abcdef.js" crossorigin="anonymous" integrity="sha384-js"><link rel="preload" href="/pkg/app-0123456789abcdef_bg.wasm" crossorigin="anonymous" integrity="sha384-wasm" as="fetch" type="application/wasm"><link rel="modulepreload" href="/pkg/snippets/some-0123456789abcdef/inline0.js" crossorigin="anonymous" integrity="sha384-x"></head>
  <body>
<script type="module">
import init, * as bindings from '/pkg/app-0123456789abcdef.js';
const wasm = await init({ module_or_path: '/pkg/app-0123456789abcdef_bg.wasm' });
</script></body></html>"#;

    fn file(path: &str, integrity: &str) -> BundleFile {
        BundleFile { path: path.to_owned(), integrity: Some(integrity.to_owned()) }
    }

    #[test]
    fn the_names_and_hashes_are_those_that_trunk_wrote() {
        let expected = Bundle {
            js: file("/pkg/app-0123456789abcdef.js", "sha384-js"),
            wasm: file("/pkg/app-0123456789abcdef_bg.wasm", "sha384-wasm"),
            stylesheets: vec![file("/pkg/main-1122334455667788.css", "sha384-css")],
        };
        assert_eq!(Bundle::read(PAGE), Some(expected));
    }

    #[test]
    fn without_a_public_url_the_files_are_served_in_the_same_place() {
        let page = PAGE.replace("/pkg/", "/").replace(" integrity=\"sha384-js\"", "");
        let js = Bundle::read(&page).unwrap().js;
        assert_eq!(js, BundleFile { path: "/pkg/app-0123456789abcdef.js".to_owned(), integrity: None });
    }

    #[test]
    fn half_a_bundle_is_none() {
        assert_eq!(Bundle::read(&PAGE.replace(".wasm", ".data")), None);
        assert_eq!(Bundle::read(""), None);
    }
}
