//! Text for a terminal or an editor.

use leptos::prelude::*;

use super::copy::CopyButton;

/// Text for a terminal or an editor, with a button that copies it, line breaks and all.
#[component]
pub fn CodeBlock(
    /// What the text is for.
    #[prop(into)]
    label: String,
    /// The text.
    #[prop(into)]
    code: Signal<String>,
    /// The id of the label, unique on the page.
    #[prop(into)]
    id: String,
) -> impl IntoView {
    // A long line scrolls inside the block, so the keyboard must be able to reach it.
    view! {
        <div class="code">
            <div class="code__head">
                <span id=id.clone()>{label}</span>
                <CopyButton value=code described_by=id.clone() />
            </div>
            <pre class="code__text" tabindex="0" role="region" aria-labelledby=id>
                <code>{move || code.get()}</code>
            </pre>
        </div>
    }
    .into_any()
}
