//! The question before a new secret takes the place of the old: how long that goes on working.

use domain::client::Client;
use domain::secret_label::Overlap;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::super::acts::refusal_of;
use super::acts::SecretActs;
use crate::console::refusal_notice::RefusalNotice;
use crate::ui::{Button, ButtonKind, ButtonRole, Choice, Dialog, DialogActions, DialogBody, RadioGroup};
use crate::words::client::is_token;
use crate::words::moments::relative;
use crate::words::secrets as words;

/// Asks how long the old secret lasts, and makes the new one.
#[component]
pub(super) fn RegenerateDialog(
    /// The acts of the page.
    acts: SecretActs,
    /// Now, as the page knows it.
    now_ms: Signal<i64>,
) -> impl IntoView {
    let question = acts.regenerating;
    let overlap = RwSignal::new(String::new());
    // Each question begins with what is right for most.
    Effect::new(move || {
        question.open().track();
        overlap.set(word_of(Overlap::default()).to_owned());
    });
    let regenerate = move |event: SubmitEvent| {
        event.prevent_default();
        if acts.regenerate.pending().get_untracked() {
            return;
        }
        if let Some(client) = question.client_now() {
            acts.regenerate.dispatch((client, overlap_of(&overlap.get_untracked())));
        }
    };
    let title = Signal::derive(move || {
        question.client().map(|client| words::regenerate_title(&client)).unwrap_or_default()
    });
    let button = move || match question.client() {
        Some(client) if is_token(&client) => words::REGENERATE_TOKEN,
        _ => words::REGENERATE,
    };
    view! {
        <Dialog id="regenerate" title open=question.open()>
            <form class="dialog__form" on:submit=regenerate>
                <DialogBody>
                    {move || {
                        question.client().map(|client| view! { <Ask client overlap now_ms=now_ms.get() /> })
                    }}
                    <RefusalNotice refused=refusal_of(acts.regenerate) />
                </DialogBody>
                <DialogActions>
                    <Button on:click=move |_| question.close()>{words::CANCEL}</Button>
                    <Button
                        kind=ButtonKind::Primary
                        role=ButtonRole::Submit
                        busy=acts.regenerate.pending()
                    >
                        {button}
                    </Button>
                </DialogActions>
            </form>
        </Dialog>
    }
    .into_any()
}

#[component]
fn Ask(client: Client, overlap: RwSignal<String>, now_ms: i64) -> impl IntoView {
    let choices =
        words::OVERLAPS.map(|(_, word, label, hint)| Choice::new(word, label).with_hint(hint)).to_vec();
    let used = client.last_used_at.map(|used| {
        let ago = relative(now_ms, used.timestamp_millis());
        view! { <p class="soft">{words::last_used(&ago)}</p> }
    });
    view! {
        <p>{words::regenerate_lead(&client)}</p>
        {used}
        <RadioGroup legend=words::overlap_legend(&client) name="overlap" choices bind=overlap />
    }
    .into_any()
}

fn word_of(overlap: Overlap) -> &'static str {
    words::OVERLAPS.iter().find(|(one, ..)| *one == overlap).map_or("", |(_, word, ..)| *word)
}

/// What is chosen; before the page has woken up, and so before anything can be sent, that is nothing.
fn overlap_of(chosen: &str) -> Overlap {
    let found = words::OVERLAPS.iter().find(|(_, word, ..)| *word == chosen);
    found.map_or(Overlap::default(), |(overlap, ..)| *overlap)
}

#[cfg(test)]
mod tests {
    use domain::template::TokenExpiration;

    use super::*;
    use crate::console::sample;
    use crate::ui::typed::printed;

    fn asked(client: Client) -> String {
        printed(|| {
            let overlap = RwSignal::new(word_of(Overlap::default()).to_owned());
            let now_ms = sample::now().timestamp_millis();
            view! { <Ask client overlap now_ms /> }.into_any()
        })
    }

    #[test]
    fn a_day_is_chosen_and_each_choice_says_when_it_is_right() {
        let html = asked(sample::service());
        assert!(html.contains(r#"id="overlap-24h""#) && html.matches(" checked").count() == 1, "{html}");
        for (_, _, label, hint) in words::OVERLAPS {
            assert!(html.contains(&format!(">{label}</label>")) && html.contains(hint), "{label} in {html}");
        }
    }

    #[test]
    fn a_token_is_called_a_token_and_tells_when_it_was_last_used() {
        let used = Some(sample::now() - chrono::Duration::minutes(3));
        let html = asked(Client { last_used_at: used, ..sample::token(TokenExpiration::Never) });
        assert!(
            html.contains("How long the old token keeps working") && html.contains("3 minutes ago"),
            "{html}"
        );
    }

    #[test]
    fn what_is_chosen_is_what_is_sent() {
        for (overlap, word, ..) in words::OVERLAPS {
            assert_eq!((overlap_of(word), word_of(overlap)), (overlap, word));
        }
        assert_eq!(overlap_of(""), Overlap::Day);
    }
}
