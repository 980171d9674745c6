//! Light or dark on a page without a script.

use leptos::prelude::*;

use super::frame::{Frame, Theme};
use crate::routes::Page;
use crate::ui::{Icon, IconName};
use crate::words::parts::THEME;

/// A button for each theme, of which the stylesheet shows the one that is not seen now: what the system prefers is known
/// to nobody else. Nothing is printed where the page has no address to come back to, or nothing to guard the form with.
#[component]
pub(crate) fn ThemeForm(
    /// What surrounds the page.
    frame: Frame,
) -> impl IntoView {
    if frame.here.is_empty() || frame.csrf.is_empty() {
        return ().into_any();
    }
    view! {
        <form class="theme" method="post" action=Page::Theme.path()>
            <input type="hidden" name="csrf" value=frame.csrf />
            <input type="hidden" name="here" value=frame.here />
            <To theme=Theme::Dark class="button button--quiet button--icon theme__to theme__to--dark" />
            <To theme=Theme::Light class="button button--quiet button--icon theme__to theme__to--light" />
        </form>
    }
    .into_any()
}

#[component]
fn To(theme: Theme, class: &'static str) -> impl IntoView {
    view! {
        <button class=class name="theme" value=theme.as_str() aria-label=THEME>
            <Icon name=IconName::Contrast />
        </button>
    }
}
