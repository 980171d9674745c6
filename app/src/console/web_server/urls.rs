//! The redirect URLs, a row each.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::console::arrival::focus_on;
use crate::console::verdicts::{RowVerdict, judged_rows, rows_say_why};
use crate::ui::{Button, ButtonKind, ButtonSize, FieldSet, Icon, IconName, TextArea, TextAreaKind};
use crate::words::web_server as words;
use crate::words::wizard::MARKED;

/// The rows, over a text with one address a line. What is pasted or typed over several lines becomes several rows.
#[component]
pub(super) fn UrlRows(
    /// The text.
    text: RwSignal<String>,
    /// What is wrong with the rows.
    error: Signal<Option<String>>,
    /// What the ids begin with: nothing, unless the page has other forms.
    #[prop(default = "")]
    ids: &'static str,
) -> impl IntoView {
    let count = Memo::new(move |_| text.with(|text| lines(text).count()));
    let alone = Signal::derive(move || count.get() == 1);
    let judged = judged_rows(text);
    // The reasons stand under the rows: for all of them a word is enough. What no row says belongs to the first.
    let marked = Memo::new(move |_| text.with(|text| rows_say_why(text)));
    let of_first = Signal::derive(move || error.get().filter(|_| !marked.get()));
    let error =
        Signal::derive(move || (marked.get() && error.with(Option::is_some)).then(|| MARKED.to_owned()));
    let add = move |_| {
        text.update(|text| text.push('\n'));
        focus_row(ids, count.get_untracked() - 1);
    };
    view! {
        <FieldSet legend=words::REDIRECT_URLS id=format!("{ids}redirectUris") hint=words::REDIRECT_URL_HINT error>
            <div class="rows">
                // A row that stays is kept as it is: what was typed into it must not be read as another row's.
                <For each=move || 0..count.get() key=|place| *place let:place>
                    <UrlRow place alone text judged error=of_first ids />
                </For>
            </div>
            <div>
                <Button size=ButtonSize::Small on:click=add>
                    <Icon name=IconName::Plus />
                    {words::ADD_URL}
                </Button>
            </div>
        </FieldSet>
    }
    .into_any()
}

#[component]
fn UrlRow(
    place: usize,
    alone: Signal<bool>,
    text: RwSignal<String>,
    judged: Memo<Vec<RowVerdict>>,
    error: Signal<Option<String>>,
    ids: &'static str,
) -> impl IntoView {
    let row = RwSignal::new(text.with_untracked(|text| line(text, place)));
    Effect::new(move || {
        let wanted = text.with(|text| line(text, place));
        if row.with_untracked(|row| *row != wanted) {
            row.set(wanted);
        }
    });
    Effect::new(move || {
        let typed = row.get();
        let before = text.get_untracked();
        if let Some(after) = exchanged(&before, place, &typed).filter(|after| *after != before) {
            let more = lines(&after).count() - lines(&before).count();
            text.set(after);
            if more > 0 {
                focus_row(ids, place + more);
            }
        }
    });
    let remove = move |_: MouseEvent| {
        text.update(|text| *text = removed(text, place));
        focus_row(ids, place.saturating_sub(1));
    };
    let error = Signal::derive(move || error.get().filter(|_| place == 0));
    let verdict = move || judged.with(|judged| judged.get(place).cloned());
    view! {
        <div class="url">
            <div class="rows__row">
                <TextArea
                    label=words::redirect_url(place)
                    name=row_id(ids, place)
                    kind=TextAreaKind::Exact
                    rows=1
                    bind=row
                    error
                />
                <Button
                    kind=ButtonKind::Quiet
                    size=ButtonSize::Icon
                    attr:aria-label=words::remove_url(place)
                    disabled=alone
                    on:click=remove
                >
                    <Icon name=IconName::Trash />
                </Button>
            </div>
            <div class="url__verdict" role="status">
                {move || verdict().map(RowVerdict::view)}
            </div>
        </div>
    }
    .into_any()
}

fn row_id(ids: &str, place: usize) -> String {
    format!("{ids}redirectUri-{}", place + 1)
}

/// Puts the focus on a row, once it is on the page.
fn focus_row(ids: &'static str, place: usize) {
    request_animation_frame(move || focus_on(&row_id(ids, place)));
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n')
}

fn line(text: &str, place: usize) -> String {
    lines(text).nth(place).unwrap_or_default().to_owned()
}

/// The text with another line in this place, or with several where blanks or new lines part addresses. `None` where
/// there is no such line.
fn exchanged(text: &str, place: usize, typed: &str) -> Option<String> {
    let apart = typed.split_whitespace().collect::<Vec<_>>();
    let typed = if apart.len() > 1 { apart.join("\n") } else { typed.replace('\r', "") };
    let mut all: Vec<&str> = lines(text).collect();
    *all.get_mut(place)? = &typed;
    Some(all.join("\n"))
}

fn removed(text: &str, place: usize) -> String {
    let rest = lines(text).enumerate().filter(|(at, _)| *at != place).map(|(_, line)| line);
    rest.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::typed::printed;

    #[test]
    fn what_is_pasted_becomes_a_row_for_each_address() {
        assert_eq!(exchanged("a\nb\nc", 1, "x\ny z").as_deref(), Some("a\nx\ny\nz\nc"));
        assert_eq!(exchanged("a", 0, "a\n").as_deref(), Some("a\n"), "the enter key opens a row");
        assert_eq!(exchanged("a", 0, " a").as_deref(), Some(" a"), "a blank alone parts nothing");
        assert_eq!(exchanged("a", 1, "b"), None);
    }

    #[test]
    fn a_row_goes_and_the_others_stay_in_order() {
        assert_eq!(removed("a\nb\nc", 1), "a\nc");
        assert_eq!(removed("a\nb", 0), "b");
    }

    #[test]
    fn what_is_missing_is_said_of_the_first_row_and_stands_there_once() {
        let html = printed(|| {
            let error = Signal::stored(Some("Add at least one web address.".to_owned()));
            view! { <UrlRows text=RwSignal::new("\n".to_owned()) error /> }.into_any()
        });
        assert_eq!(html.matches(r#"aria-invalid="true""#).count(), 1, "{html}");
        assert!(html.contains(r#"aria-describedby="redirectUri-1-error""#), "{html}");
        assert_eq!(html.matches("Add at least one web address.").count(), 1, "{html}");
        assert_eq!(html.matches(">Redirect URLs<").count(), 1, "{html}");
    }

    // Shows R135.
    #[test]
    fn each_row_has_a_name_a_way_out_and_its_own_verdict() {
        let html = printed(|| {
            let text =
                RwSignal::new("https://portal.example.com/callback\nhttp://portal.example.com/".to_owned());
            view! { <UrlRows text error=Signal::stored(None) /> }.into_any()
        });
        for part in [">Redirect URL</label>", ">Redirect URL 2</label>", "Remove URL 2", "Add URL"] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert_eq!(html.matches("Only localhost may use http.").count(), 1, "{html}");
    }
}
