//! The options of an OData request. What is read can be printed, and is then read as the same tree.
#![no_main]

use libfuzzer_sys::fuzz_target;
use odata::grammar;

fuzz_target!(|text: &str| {
    // A print is fully parenthesised, so it may be too deep or too long where the text was not.
    if let Ok(tree) = grammar::filter(text)
        && let Ok(again) = grammar::filter(&tree.to_string())
    {
        assert_eq!(tree, again);
    }
    if let Ok(items) = grammar::expand(text) {
        let printed: Vec<_> = items.iter().map(ToString::to_string).collect();
        if let Ok(again) = grammar::expand(&printed.join(",")) {
            assert_eq!(items, again);
        }
    }
    if let Ok(tree) = grammar::search(text)
        && let Ok(again) = grammar::search(&tree.to_string())
    {
        assert_eq!(tree, again);
    }
    let _ = (grammar::orderby(text), grammar::select(text), grammar::compute(text));
    let _ = (grammar::resource_path(text), grammar::literal(text));
});
