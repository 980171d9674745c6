//! The question before a secret goes, with what speaks against it.

use domain::client::Client;
use domain::secret_use::{KnownSecret, Phase};
use leptos::prelude::*;

use super::super::acts::refusal_of;
use super::acts::SecretActs;
use crate::console::refusal_notice::RefusalNotice;
use crate::ui::{Button, ButtonKind, Dialog, DialogActions, DialogBody, Notice, NoticeKind};
use crate::words::moments::relative;
use crate::words::secrets as words;

/// Shows how the secret was used lately, and asks.
#[component]
pub(super) fn RemoveDialog(
    /// The acts of the page.
    acts: SecretActs,
    /// Now, as the page knows it.
    now_ms: Signal<i64>,
) -> impl IntoView {
    let question = acts.removing;
    let remove = move |_| {
        if let (Some(client), Some(known)) = (question.client_now(), acts.going.get_untracked()) {
            acts.remove.dispatch((client, known));
        }
    };
    let ends_anyway =
        move || acts.going.with(|known| known.as_ref().is_some_and(|known| ends_anyway(known, now_ms.get())));
    let title = Signal::derive(move || {
        let name = acts.going.with(|known| known.as_ref().map(name_of));
        words::remove_title(&name.unwrap_or_default(), ends_anyway())
    });
    view! {
        <Dialog id="remove-secret" title open=question.open()>
            <DialogBody>
                {move || {
                    let known = acts.going.get()?;
                    let now_ms = now_ms.get();
                    let only = question.client().is_some_and(|client| is_only(&client, &known, now_ms));
                    Some(view! { <WhatSpeaks known only now_ms /> })
                }}
                <RefusalNotice refused=refusal_of(acts.remove) />
            </DialogBody>
            <DialogActions>
                <Button on:click=move |_| question.close()>{words::CANCEL}</Button>
                <Button kind=ButtonKind::Danger busy=acts.remove.pending() on:click=remove>
                    {move || if ends_anyway() { words::END_NOW } else { words::REMOVE }}
                </Button>
            </DialogActions>
        </Dialog>
    }
    .into_any()
}

/// Whether a secret would end by itself, because another one took its place.
fn ends_anyway(known: &KnownSecret, now_ms: i64) -> bool {
    chrono::DateTime::from_timestamp_millis(now_ms).is_some_and(|now| known.phase(now) == Phase::Retiring)
}

/// Whether the client could not come to tokens any more without a secret.
fn is_only(client: &Client, known: &KnownSecret, now_ms: i64) -> bool {
    chrono::DateTime::from_timestamp_millis(now_ms).is_some_and(|now| client.has_only(&known.secret, now))
}

fn name_of(known: &KnownSecret) -> String {
    words::name(&known.secret.description, &known.secret.hint)
}

#[component]
fn WhatSpeaks(known: KnownSecret, only: bool, now_ms: i64) -> impl IntoView {
    let only_one = only.then(|| {
        view! {
            <Notice kind=NoticeKind::Warning title=words::ONLY_ONE>
                {words::ONLY_ONE_TEXT}
            </Notice>
        }
    });
    if !known.evidence.in_use() {
        let unused = if known.evidence.last_use.is_some() { words::NOT_IN_USE } else { words::NEVER_IN_USE };
        return view! {
            {only_one}
            <p>{(!only).then_some(unused)} " " {words::REMOVE_LEAD}</p>
        }
        .into_any();
    }
    let uses = known.evidence.recent.to_string();
    let last = known.evidence.last_use.map(|last| {
        let ago = relative(now_ms, last.at.timestamp_millis());
        view! { <li>{words::last_use(&ago, &last)}</li> }
    });
    view! {
        {only_one}
        <Notice kind=NoticeKind::Warning title=words::STILL_IN_USE>
            <ul class="points">
                <li>{uses} "."</li>
                {last}
            </ul>
        </Notice>
        <p>{words::STOPS} " " {words::REMOVE_LEAD}</p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::secret_use::{Evidence, LastUse, RecentUses};

    use super::*;
    use crate::console::sample;
    use crate::ui::typed::printed;

    fn asked(evidence: Evidence) -> String {
        asked_of(false, evidence)
    }

    fn asked_of(only: bool, evidence: Evidence) -> String {
        printed(move || {
            let known = KnownSecret { evidence, ..sample::known_secret() };
            view! { <WhatSpeaks known only now_ms=sample::now().timestamp_millis() /> }.into_any()
        })
    }

    #[test]
    fn what_is_in_use_is_shown_with_its_uses() {
        let last = LastUse {
            at: sample::now() - chrono::Duration::minutes(3),
            address: Some("203.0.113.7".into()),
            agent: Some("night-import/1.0".into()),
        };
        let recent = RecentUses { uses: 3, addresses: 2 };
        let html = asked(Evidence { last_use: Some(last), recent });
        for part in [
            "This secret is in use",
            "3 uses from 2 addresses in the last 24 hours",
            "3 minutes ago from 203.0.113.7 by night-import/1.0",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(asked(Evidence::default()).contains("safe to remove"));
    }

    #[test]
    fn the_only_secret_that_works_is_never_called_safe_to_remove() {
        let html = asked_of(true, Evidence::default());
        assert!(html.contains("the only secret that works") && !html.contains("safe to remove"), "{html}");

        let (mut client, known, now) = (sample::service(), sample::known_secret(), sample::now());
        let now_ms = now.timestamp_millis();
        assert!(is_only(&client, &known, now_ms), "it is the sample's own");
        let mut other = known.clone();
        (other.secret.id, other.secret.expiration) = (2, Some(now));
        client.client_secrets.push(other.secret.clone());
        assert!(is_only(&client, &known, now_ms), "what has ended works no more");
        assert!(!is_only(&client, &other, now_ms), "and nobody misses it");
        assert!(!is_only(&client, &known, now_ms - 1), "a moment before there were two");
    }

    #[test]
    fn only_a_secret_that_gives_way_ends_anyway() {
        let now = sample::now();
        let mut known = sample::known_secret();
        known.secret.expiration = Some(now + chrono::Duration::hours(1));
        assert!(!ends_anyway(&known, now.timestamp_millis()));
        known.superseded_at = Some(now);
        assert!(ends_anyway(&known, now.timestamp_millis()));
    }
}
