//! Lists that follow the redirect URLs until somebody edits them separately.

use domain::redirect_uri;
use leptos::prelude::*;

use super::field::Field;
use super::fields::Fields;
use super::saving::id_of;
use crate::ui::{Checkbox, FieldSet, TextAreaKind};
use crate::words::edit as words;

/// Where people are sent after they signed out, and the origins of their pages.
#[component]
pub(super) fn DerivedLists(
    /// The fields.
    fields: Fields,
) -> impl IntoView {
    let all = |urls: &str| redirect_uri::split(urls);
    let origins = |urls: &str| redirect_uri::origins(&redirect_uri::split(urls));
    view! {
        {list(fields, "postLogoutRedirectUris", all)}
        {list(fields, "allowedCorsOrigins", origins)}
    }
    .into_any()
}

fn list(fields: Fields, member: &'static str, derive: fn(&str) -> Vec<String>) -> Option<AnyView> {
    let urls = fields.form.field("redirectUris")?.text;
    let field = fields.form.field(member)?;
    let derived = Memo::new(move |_| urls.with(|urls| derive(urls)));
    begin_with(field, derived);
    let content = move || {
        if field.on.get() {
            fields.area(member, TextAreaKind::Exact, 3)
        } else {
            Some(view! { <Following derived /> }.into_any())
        }
    };
    let error =
        Signal::derive(move || (!field.on.get()).then(|| fields.saving.problem(member).get()).flatten());
    let group = format!("{}-group", id_of(member));
    let tick = format!("{}-separate", id_of(member));
    let view = view! {
        <FieldSet legend=words::label(member) id=group error>
            <div class="stack stack--tight">
                {content}
                <Checkbox label=words::SEPARATE name=tick.clone() id=tick bind=field.on />
            </div>
        </FieldSet>
    };
    Some(view.into_any())
}

/// A list that is edited separately begins as what it followed so far.
fn begin_with(field: Field, derived: Memo<Vec<String>>) {
    Effect::new(move |before: Option<bool>| {
        let on = field.on.get();
        if on && before == Some(false) && field.text.with_untracked(String::is_empty) {
            field.text.set(derived.get_untracked().join("\n"));
        }
        on
    });
}

#[component]
fn Following(derived: Memo<Vec<String>>) -> impl IntoView {
    move || {
        let lines = derived.get();
        if lines.is_empty() {
            return view! { <p class="soft">{words::NO_ORIGINS}</p> }.into_any();
        }
        let lines = lines.into_iter().map(|line| view! { <li class="mono">{line}</li> }).collect_view();
        view! { <ul class="plain">{lines}</ul> }.into_any()
    }
}
