//! What stands above and below everything.

use leptos::prelude::*;

/// The head of the page, with the sign that this is a demo.
#[component]
pub fn Masthead() -> impl IntoView {
    view! {
        <header class="masthead">
            <p class="brand">
                <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
                    <circle cx="11" cy="16" r="6.5" />
                    <path d="M17.5 16H28M23 16v4.5M28 16v3" />
                </svg>
                "Latchkey"
                <span class="brand-part">"demo"</span>
            </p>
            <p class="demo-sign">"Demo mode: sample data only"</p>
        </header>
    }
}

/// The foot of the page.
#[component]
pub fn Closing() -> impl IntoView {
    view! {
        <footer class="closing">
            <p>
                "Tokens are kept in this page's memory only. "
                <strong>"Reloading the page signs you out of it."</strong>
            </p>
            <p>
                "The address bar never keeps a code, and the browser's storage never holds a token. Only verifier, "
                "state and nonce wait there while you are at the sign-in server."
            </p>
        </footer>
    }
}
