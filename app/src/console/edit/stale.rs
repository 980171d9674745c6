//! Two who edit at once: nobody is overwritten, and both versions are shown side by side.

use domain::client::Client;
use leptos::prelude::*;

use super::fields::Fields;
use super::form::Form;
use super::saving::STALE_ID;
use super::values::{MEMBERS, same, shown, values};
use crate::ui::{Button, ButtonKind, CompareTable, Notice, NoticeKind};
use crate::words::edit as words;

/// Says that somebody else was faster, and lets people choose. Nothing is printed while nobody was.
#[component]
pub(super) fn Stale(
    /// The fields.
    fields: Fields,
) -> impl IntoView {
    let saving = fields.saving;
    move || {
        saving.theirs.get().map(|theirs| {
            let rows = untrack(|| compare(fields.form, &theirs));
            view! {
                <div id=STALE_ID tabindex="-1">
                    <Notice kind=NoticeKind::Danger title=words::STALE_TITLE>
                        <div class="stack stack--tight">
                            <p>{words::STALE_TEXT}</p>
                            <Versions rows />
                            <div class="choices-between">
                                <Button on:click=move |_| saving.take_theirs()>{words::TAKE_THEIRS}</Button>
                                <Button kind=ButtonKind::Secondary on:click=move |_| saving.keep_mine()>
                                    {words::KEEP_MINE}
                                </Button>
                            </div>
                        </div>
                    </Notice>
                </div>
            }
        })
    }
}

#[component]
fn Versions(rows: Vec<(String, Vec<String>)>) -> impl IntoView {
    if rows.is_empty() {
        return view! { <p>{words::NO_DIFFERENCE}</p> }.into_any();
    }
    let heads = words::STALE_HEADS.map(str::to_owned).to_vec();
    view! { <CompareTable id="edit-versions" caption=words::STALE_TITLE heads rows /> }.into_any()
}

/// Each member that one of the two has changed and that is not the same by now.
fn compare(form: Form, theirs: &Client) -> Vec<(String, Vec<String>)> {
    let (base, mine, theirs) = (form.base.get().values, form.values(), values(theirs));
    let rows = MEMBERS.into_iter().filter_map(|(member, kind)| {
        let (base, mine, theirs) = (base.get(member)?, mine.get(member)?, theirs.get(member)?);
        if same(kind, mine, theirs) {
            return None;
        }
        let kind = form.field(member).map_or(kind, |field| field.kind);
        let words = |value| shown(member, kind, value);
        let mine = if same(kind, base, mine) { words::UNTOUCHED.to_owned() } else { words(mine) };
        Some((words::label(member).to_owned(), vec![mine, words(theirs)]))
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::edit::form::Base;
    use crate::console::sample;

    #[test]
    fn both_versions_are_compared_where_one_of_the_two_has_changed_something() {
        let owner = Owner::new();
        owner.with(|| {
            let form = Form::new(Base::from(&sample::app()), sample::app().template);
            form.field("clientName").unwrap().text.set("Mine".into());
            let theirs =
                Client { client_name: "Theirs".into(), description: "By them".into(), ..sample::app() };
            let row = |name: &str, mine: &str, theirs: &str| {
                (name.to_owned(), vec![mine.to_owned(), theirs.to_owned()])
            };
            assert_eq!(
                compare(form, &theirs),
                [row("Name", "Mine", "Theirs"), row("Description", words::UNTOUCHED, "By them")]
            );
            let same = Client { client_name: "Mine".into(), ..sample::app() };
            assert!(compare(form, &same).is_empty());
        });
    }
}
