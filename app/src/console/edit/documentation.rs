//! The drawer of what is to be known about a client.

use leptos::prelude::*;

use super::fields::Fields;
use crate::ui::TextAreaKind;
use crate::words::edit as words;

const TEXTS: [&str; 6] = [
    "documentation.purpose",
    "documentation.owner",
    "documentation.deploymentLocations",
    "documentation.contact",
    "documentation.dependencies",
    "documentation.rotationSchedule",
];

/// The drawer `Documentation` (R104).
#[component]
pub(super) fn DocumentationDrawer(
    /// The fields.
    fields: Fields,
) -> impl IntoView {
    let texts = TEXTS.into_iter().map(|member| fields.area(member, TextAreaKind::Prose, 2)).collect_view();
    view! {
        <details class="disclosure" id="edit-documentation" prop:open=move || fields.saving.drawers.get()>
            <summary>{words::DOCUMENTATION}</summary>
            <div class="stack">{texts}</div>
        </details>
    }
    .into_any()
}
