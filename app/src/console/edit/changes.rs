//! What will change, said before it is saved.

use leptos::prelude::*;

use super::form::Form;
use super::values::shown;
use crate::ui::CompareTable;
use crate::words::edit as words;

/// What will change: each member as it is and as it will be. Nothing is printed while there is nothing.
#[component]
pub(super) fn Changes(
    /// The form.
    form: Form,
) -> impl IntoView {
    let rows = Memo::new(move |_| rows(form));
    let table = move || {
        let rows = rows.get();
        let heads = words::CHANGES_HEADS.map(str::to_owned).to_vec();
        (!rows.is_empty()).then(|| {
            view! {
                <div class="stack stack--tight">
                    <h3 aria-hidden="true">{words::WHAT_CHANGES}</h3>
                    <CompareTable id="edit-changes" caption=words::WHAT_CHANGES heads rows />
                </div>
            }
        })
    };
    view! {
        <p class="visually-hidden" role="status">
            {move || rows.with(|rows| words::changes(rows.len()))}
        </p>
        {table}
    }
    .into_any()
}

fn rows(form: Form) -> Vec<(String, Vec<String>)> {
    let rows = form.differing().into_iter().map(|(field, before, after)| {
        let words = |value| shown(field.member, field.kind, value);
        (words::label(field.member).to_owned(), vec![words(&before), words(&after)])
    });
    rows.collect()
}
