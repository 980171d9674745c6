//! The product's sign and name, and the two lines that stand above everything.

use leptos::prelude::*;

use crate::routes::Page;
use crate::words::frame as words;

/// The sign alone: a key on the accent colour. Decoration, so it has no name.
#[component]
pub fn BrandMark() -> impl IntoView {
    view! {
        <svg class="brand__mark" viewBox="0 0 28 28" aria-hidden="true" focusable="false">
            <rect class="brand__ground" width="28" height="28" rx="7"></rect>
            <path
                class="brand__key"
                d="M14.2 10.7a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0zM13.2 13.2l7.3 7.3M17.2 17.2l2-2M20.5 20.5l1.6-1.6"
            ></path>
        </svg>
    }
}

/// Sign and name, leading home.
#[component]
pub fn Brand(
    /// The name of the product.
    #[prop(into)]
    product: String,
) -> impl IntoView {
    view! {
        <a class="brand" href=Page::Home.path() rel="external">
            <BrandMark />
            <span>{product}</span>
        </a>
    }
}

/// The way past the navigation, and the word of warning on a demo.
#[component]
pub(crate) fn PageTop(
    /// Whether this is a demo.
    demo: bool,
) -> impl IntoView {
    view! {
        // The browser's own way to the content takes the focus along; the console's router would not.
        <a class="skip" href="#main" rel="external">
            {words::SKIP}
        </a>
        {demo
            .then(|| {
                view! {
                    <aside class="demo-banner" aria-label=words::DEMO>
                        {words::DEMO_TEXT}
                    </aside>
                }
            })}
    }
}
