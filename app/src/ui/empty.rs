//! A list before its first thing.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

/// What stands in the place of an empty list: what would be here, and how to get it.
#[component]
pub fn EmptyState(
    /// The sign above it.
    icon: IconName,
    /// What is not there yet.
    #[prop(into)]
    title: String,
    /// What it would be good for, in a sentence.
    #[prop(into)]
    text: String,
    /// How to get the first one.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty__icon">
                <Icon name=icon />
            </span>
            <h2>{title}</h2>
            <p class="empty__text">{text}</p>
            <div class="empty__actions">{children()}</div>
        </div>
    }
    .into_any()
}
