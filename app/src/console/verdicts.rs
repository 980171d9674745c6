//! What there is to say about each redirect URL, while it is typed.

use std::time::Duration;

use domain::client::ClientType;
use domain::redirect_uri::{Severity, Verdict, check_all, split};
use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;

use crate::ui::{Badge, BadgeTone, Icon, IconName};
use crate::words::wizard as words;

/// How long the keys must rest before the verdicts follow: nobody is told off in the middle of a word.
const REST: Duration = Duration::from_millis(150);

/// The verdicts on each address of a text, by the same function with which the server refuses.
#[component]
pub(crate) fn Verdicts(
    /// The text, one address a line.
    text: RwSignal<String>,
    /// Whose addresses they are to be.
    #[prop(default = ClientType::Public)]
    client_type: ClientType,
) -> impl IntoView {
    let settled = RwSignal::new(text.get_untracked());
    let mut settle = debounce(REST, move |text| drop(settled.try_set(text)));
    Effect::new(move || settle(text.get()));
    let judged = Memo::new(move |_| judge(&settled.get(), client_type));
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

    fn in_a_word(&self) -> (BadgeTone, &'static str) {
        let [refused, doubted, allowed] = words::VERDICTS;
        match self.worst() {
            Some(Severity::Error) => (BadgeTone::Bad, refused),
            Some(Severity::Warning) => (BadgeTone::Warn, doubted),
            Some(Severity::Information) | None => (BadgeTone::Good, allowed),
        }
    }
}

/// What there is to say about one row; nothing about an empty one.
#[derive(Clone, PartialEq)]
pub(super) struct RowVerdict(Option<Judged>);

impl RowVerdict {
    /// The badge and the reasons.
    pub(super) fn view(self) -> AnyView {
        let Some(judged) = self.0 else { return ().into_any() };
        let (tone, word) = judged.in_a_word();
        let reasons = judged.verdicts.into_iter().map(|verdict| view! { <Reason verdict /> });
        let reasons = reasons.collect_view();
        view! {
            <Badge tone text=word />
            <ul class="verdict__reasons">{reasons}</ul>
        }
        .into_any()
    }
}

/// The verdicts on the rows of a web server application, one line a row, once the keys rest.
pub(super) fn judged_rows(text: RwSignal<String>) -> Memo<Vec<RowVerdict>> {
    let settled = RwSignal::new(text.get_untracked());
    let mut settle = debounce(REST, move |text| drop(settled.try_set(text)));
    Effect::new(move || settle(text.get()));
    Memo::new(move |_| judge_rows(&settled.get()))
}

fn judge_rows(text: &str) -> Vec<RowVerdict> {
    let rows: Vec<String> = text.split('\n').map(|row| row.trim().to_owned()).collect();
    let addresses: Vec<String> = rows.iter().filter(|row| !row.is_empty()).cloned().collect();
    let mut verdicts = check_all(&addresses, ClientType::Confidential).into_iter();
    let mut judged = |address: String| {
        let verdicts = (!address.is_empty()).then(|| verdicts.next()).flatten()?;
        Some(Judged { address, verdicts })
    };
    rows.into_iter().map(|row| RowVerdict(judged(row))).collect()
}

/// Whether the verdicts on the rows already say why they can't stay as they are.
pub(super) fn rows_say_why(text: &str) -> bool {
    let refused =
        |row: &RowVerdict| row.0.as_ref().is_some_and(|judged| judged.worst() == Some(Severity::Error));
    judge_rows(text).iter().any(refused)
}

fn judge(text: &str, client_type: ClientType) -> Vec<Judged> {
    let addresses = split(text);
    let verdicts = check_all(&addresses, client_type);
    addresses.into_iter().zip(verdicts).map(|(address, verdicts)| Judged { address, verdicts }).collect()
}

/// What is said above the verdicts: where these give the reasons already, each beside its address, a word is enough.
pub(crate) fn pointing_down(
    error: Signal<Option<String>>,
    text: RwSignal<String>,
    client_type: ClientType,
) -> Signal<Option<String>> {
    Signal::derive(move || {
        let marked = text.with(|text| say_why(text, client_type));
        error.get().map(|why| if marked { words::MARKED_BELOW.to_owned() } else { why })
    })
}

/// Whether the verdicts already say why this text can't stay as it is.
fn say_why(text: &str, client_type: ClientType) -> bool {
    judge(text, client_type).iter().any(|address| address.worst() == Some(Severity::Error))
}

/// All verdicts in a sentence, to be said aloud.
fn in_short(judged: &[Judged]) -> String {
    let refused = judged.iter().filter(|address| address.worst() == Some(Severity::Error)).count();
    words::verdicts(judged.len(), refused)
}

#[component]
fn Address(address: Judged) -> impl IntoView {
    let (tone, word) = address.in_a_word();
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
    fn rows_are_judged_as_addresses_of_a_server_and_empty_ones_not_at_all() {
        let rows =
            judge_rows("https://app.example.com/cb\n\n com.example.app://cb \nhttps://app.example.com/cb");
        let codes = |row: &RowVerdict| {
            let judged = row.0.as_ref()?;
            Some(judged.verdicts.iter().map(|verdict| verdict.code).collect::<Vec<_>>())
        };
        let codes: Vec<_> = rows.iter().map(codes).collect();
        let expected = [Some(vec![]), None, Some(vec!["uri.custom_for_web"]), Some(vec!["uri.duplicate"])];
        assert_eq!(codes, expected);
        assert!(rows_say_why("/callback") && !rows_say_why("\n"));
    }

    #[test]
    fn what_is_said_beside_an_address_is_not_said_above_it_as_well() {
        let owner = Owner::new();
        owner.with(|| {
            let error = Signal::stored(Some("com.example.app://cb: why it can't be used.".to_owned()));
            let text = RwSignal::new("com.example.app://cb".to_owned());
            let above = |client_type| pointing_down(error, text, client_type).get().unwrap();
            assert_eq!(above(ClientType::Confidential), words::MARKED_BELOW);
            assert_eq!(above(ClientType::Public), "com.example.app://cb: why it can't be used.");
        });
    }

    #[test]
    fn nothing_typed_is_nothing_said() {
        let say_why = |text| say_why(text, ClientType::Public);
        assert!(!say_why("") && !say_why("https://app.example.com/callback") && say_why("/callback"));
        assert_eq!(in_short(&judge(" \n ", ClientType::Public)), "");
        assert_eq!(
            in_short(&judge("https://app.example.com/callback", ClientType::Public)),
            "The address can be used."
        );
    }
}
