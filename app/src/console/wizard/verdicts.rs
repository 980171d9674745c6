//! What there is to say about each redirect URL, while it is typed.

use std::time::Duration;

use domain::client::ClientType;
use domain::redirect_uri::{Severity, Verdict, check_all, split};
use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;

use crate::ui::{Badge, BadgeTone, Icon, IconName};

/// How long the keys must rest before the verdicts follow: nobody is told off in the middle of a word.
const REST: Duration = Duration::from_millis(150);

/// The verdicts on each address of a text, by the same function with which the server refuses.
#[component]
pub(super) fn Verdicts(
    /// The text, one address a line.
    text: RwSignal<String>,
) -> impl IntoView {
    let settled = RwSignal::new(text.get_untracked());
    let mut settle = debounce(REST, move |text| drop(settled.try_set(text)));
    Effect::new(move || settle(text.get()));
    let judged = Memo::new(move |_| judge(&settled.get()));
    view! {
        <div class="verdicts">
            <p class="visually-hidden" role="status">
                {move || judged.with(|judged| in_short(judged))}
            </p>
            <ul class="verdicts__list">
                {move || {
                    judged.get().into_iter().map(|address| view! { <Address address /> }).collect_view()
                }}
            </ul>
        </div>
    }
    .into_any()
}

/// An address and its verdicts, the weightiest first.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Judged {
    address: String,
    verdicts: Vec<Verdict>,
}

impl Judged {
    fn worst(&self) -> Option<Severity> {
        self.verdicts.iter().map(|verdict| verdict.severity).max()
    }
}

fn judge(text: &str) -> Vec<Judged> {
    let addresses = split(text);
    let verdicts = check_all(&addresses, ClientType::Public);
    addresses.into_iter().zip(verdicts).map(|(address, verdicts)| Judged { address, verdicts }).collect()
}

/// Whether the verdicts already say why this text can't stay as it is.
pub(super) fn say_why(text: &str) -> bool {
    judge(text).iter().any(|address| address.worst() == Some(Severity::Error))
}

/// All verdicts in a sentence, to be said aloud.
fn in_short(judged: &[Judged]) -> String {
    let refused = judged.iter().filter(|address| address.worst() == Some(Severity::Error)).count();
    match (judged.len(), refused) {
        (0, _) => String::new(),
        (1, 0) => "The address can be used.".to_owned(),
        (1, _) => "The address can't be used.".to_owned(),
        (all, 0) => format!("All {all} addresses can be used."),
        (all, refused) => format!("{refused} of {all} addresses can't be used."),
    }
}

#[component]
fn Address(address: Judged) -> impl IntoView {
    let (tone, word) = match address.worst() {
        Some(Severity::Error) => (BadgeTone::Bad, "Not allowed"),
        Some(Severity::Warning) => (BadgeTone::Warn, "Allowed, with a doubt"),
        Some(Severity::Information) | None => (BadgeTone::Good, "Allowed"),
    };
    let reasons = address.verdicts.into_iter().map(|verdict| view! { <Reason verdict /> }).collect_view();
    view! {
        <li class="verdict">
            <div class="verdict__head">
                <span class="verdict__address">{address.address}</span>
                <Badge tone text=word />
            </div>
            <ul class="verdict__reasons">{reasons}</ul>
        </li>
    }
    .into_any()
}

#[component]
fn Reason(verdict: Verdict) -> impl IntoView {
    let (class, name) = match verdict.severity {
        Severity::Error => ("verdict__reason verdict__reason--bad", IconName::Warning),
        Severity::Warning => ("verdict__reason verdict__reason--warn", IconName::Warning),
        Severity::Information => ("verdict__reason", IconName::Info),
    };
    view! {
        <li class=class>
            <Icon name />
            <span>{verdict.words}</span>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::typed::printed;

    #[test]
    fn every_address_is_named_with_its_reasons() {
        let html = printed(|| {
            let text =
                RwSignal::new("https://app.example.com/callback\nhttp://app.example.com/callback".to_owned());
            view! { <Verdicts text /> }.into_any()
        });
        assert!(html.contains("Not allowed") && html.contains(">Allowed<"), "{html}");
        assert!(html.contains("Only localhost may use http."), "{html}");
        assert!(html.contains("1 of 2 addresses can't be used."), "{html}");
    }

    #[test]
    fn nothing_typed_is_nothing_said() {
        assert!(!say_why("") && !say_why("https://app.example.com/callback") && say_why("/callback"));
        assert_eq!(in_short(&judge(" \n ")), "");
        assert_eq!(in_short(&judge("https://app.example.com/callback")), "The address can be used.");
    }
}
