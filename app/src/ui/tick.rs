//! A tick whose state is kept somewhere else.

use leptos::prelude::*;

use super::choice::ChoiceHint;
use super::field::error_id;
use super::typed::follow_tick;

/// A tick that shows what `ticked` says and tells what was pressed; many of them can show one set.
#[component]
pub fn Tick(
    /// Its name on the screen.
    #[prop(into)]
    label: String,
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// Its id.
    #[prop(into)]
    id: String,
    /// The word in the form when it is ticked.
    #[prop(default = "true".into(), into)]
    value: String,
    /// Whether it is ticked.
    #[prop(into)]
    ticked: Signal<bool>,
    /// Called with what it became when it was pressed.
    #[prop(into)]
    tell: Callback<bool>,
    /// A line under it.
    #[prop(optional, into)]
    hint: String,
    /// A second line, which comes and goes.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
    /// A word at the end of its line.
    #[prop(optional, into)]
    aside: String,
    /// Whether it can't be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The group whose problem it can solve, while there is one: its [`FieldSet`](super::FieldSet)'s id.
    #[prop(optional, into)]
    problem_of: Signal<Option<String>>,
) -> impl IntoView {
    let printed = ticked.get_untracked();
    let input = NodeRef::new();
    follow_tick(input, ticked, printed, move |found| tell.run(found));
    let [aside_id, hint_id, note_id] = ["aside", "hint", "note"].map(|part| format!("{id}-{part}"));
    let still = [(&aside_id, &aside), (&hint_id, &hint)].into_iter().filter(|(_, words)| !words.is_empty());
    let still = still.map(|(id, _)| id.clone()).collect();
    let note_of = note_id.clone();
    let noted = move || note.with(Option::is_some).then(|| note_of.clone());
    let described_by = described_by(still, noted, problem_of);
    view! {
        <div class="choice">
            <input
                node_ref=input
                class="choice__box"
                type="checkbox"
                id=id.clone()
                name=name
                value=value
                checked=printed
                disabled=disabled
                aria-describedby=described_by
                aria-invalid=move || problem_of.with(Option::is_some).then_some("true")
                on:change=move |event| tell.run(event_target_checked(&event))
            />
            <div class="choice__line">
                <label class="choice__label" for=id>
                    {label}
                </label>
                {said_aside(aside_id, aside)}
            </div>
            <ChoiceHint id=hint_id hint />
            {move || {
                let id = note_id.clone();
                note.get().map(|hint| view! { <ChoiceHint id hint /> })
            }}
        </div>
    }
    .into_any()
}

/// The word at the end of the line; nothing is printed for none.
fn said_aside(id: String, words: String) -> Option<AnyView> {
    (!words.is_empty()).then(|| {
        view! {
            <span class="choice__aside" id=id>
                {words}
            </span>
        }
        .into_any()
    })
}

/// The ids of what describes a tick: what always stands beside it, what comes and goes, and the problem that it can solve.
fn described_by(
    still: Vec<String>,
    noted: impl Fn() -> Option<String> + Send + Sync + 'static,
    problem_of: Signal<Option<String>>,
) -> impl Fn() -> Option<String> + Send + Sync + 'static {
    move || {
        let more = noted().into_iter().chain(problem_of.get().map(|group| error_id(&group)));
        let ids = still.iter().cloned().chain(more).collect::<Vec<_>>().join(" ");
        (!ids.is_empty()).then_some(ids)
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::Tick;
    use crate::ui::typed::printed;

    #[test]
    fn a_tick_is_named_by_its_label_alone_and_described_by_all_that_stands_beside_it() {
        let html = printed(|| {
            view! {
                <Tick
                    label="projects.read"
                    name="scopes"
                    id="scopes-projects.read"
                    ticked=Signal::stored(true)
                    tell=|_| ()
                    hint="Reads projects."
                    note=Signal::stored(Some("Included in projects.".to_owned()))
                    aside="Read"
                    disabled=true
                />
            }
            .into_any()
        });
        assert!(html.contains(r#"class="choice__label">projects.read</label>"#), "{html}");
        let ids = "scopes-projects.read-aside scopes-projects.read-hint scopes-projects.read-note";
        assert!(html.contains(&format!(r#"aria-describedby="{ids}""#)), "{html}");
        assert!(html.contains(" checked") && html.contains(" disabled"), "{html}");
        assert!(!html.contains("aria-invalid"), "{html}");
    }

    #[test]
    fn a_tick_that_solves_its_groups_problem_points_at_it() {
        let html = printed(|| {
            let problem_of = Signal::stored(Some("scopes".to_owned()));
            let ticked = Signal::stored(false);
            view! { <Tick label="ID Token" name="idToken" id="idToken" ticked tell=|_| () problem_of /> }
                .into_any()
        });
        assert!(html.contains(r#"aria-describedby="scopes-error""#), "{html}");
        assert!(html.contains(r#"aria-invalid="true""#), "{html}");
    }
}
