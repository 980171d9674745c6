//! The question before a secret goes, with what speaks against it.

use chrono::{DateTime, Utc};
use domain::client::Client;
use domain::secret_use::{KnownSecret, Phase, Verdict};
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
                    let (client, known) = (question.client()?, acts.going.get()?);
                    moment(now_ms.get()).map(|now| view! { <WhatSpeaks client known now /> })
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
    moment(now_ms).is_some_and(|now| known.phase(now) == Phase::Retiring)
}

fn moment(now_ms: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(now_ms)
}

fn name_of(known: &KnownSecret) -> String {
    words::name(&known.secret.description, &known.secret.hint)
}

#[component]
fn WhatSpeaks(client: Client, known: KnownSecret, now: DateTime<Utc>) -> impl IntoView {
    let only_one = client.has_only(&known.secret, now).then(|| {
        view! {
            <Notice kind=NoticeKind::Warning title=words::ONLY_ONE>
                {words::ONLY_ONE_TEXT}
            </Notice>
        }
    });
    let unused = match known.verdict(&client, now) {
        Verdict::InUse(recent) => {
            return view! {
                {only_one}
                <InUse uses=recent.to_string() known now />
            }
            .into_any();
        }
        Verdict::OnlyOne => "",
        Verdict::NotUsedYet => words::NOT_IN_USE_YET,
        Verdict::Safe if known.evidence.last_use.is_some() => words::NOT_IN_USE,
        Verdict::Safe => words::NEVER_IN_USE,
    };
    view! {
        {only_one}
        <p>{unused} " " {words::REMOVE_LEAD}</p>
    }
    .into_any()
}

/// How often and how it was used last, and what that means.
#[component]
fn InUse(uses: String, known: KnownSecret, now: DateTime<Utc>) -> impl IntoView {
    let last = known.evidence.last_use.map(|last| {
        // What was used after the page was loaded was used just now, and not in a moment.
        let ago = relative(now.max(last.at).timestamp_millis(), last.at.timestamp_millis());
        view! { <li>{words::last_use(&ago, &last)}</li> }
    });
    view! {
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
    use domain::client::ClientSecret;
    use domain::secret_use::{Evidence, LastUse, RecentUses};

    use super::*;
    use crate::console::sample;
    use crate::ui::typed::printed;

    fn asked(client: Client, known: KnownSecret) -> String {
        printed(move || view! { <WhatSpeaks client known now=sample::now() /> }.into_any())
    }

    /// A client with another secret beside that of every sample.
    fn two() -> Client {
        let mut client = sample::service();
        client.client_secrets.push(ClientSecret { id: 2, ..sample::known_secret().secret });
        client
    }

    #[test]
    fn what_is_in_use_is_shown_with_its_uses() {
        let last = LastUse {
            at: sample::now() - chrono::Duration::minutes(3),
            address: Some("203.0.113.7".into()),
            agent: Some("night-import/1.0".into()),
        };
        let recent = RecentUses { uses: 3, addresses: 2 };
        let evidence = Evidence { last_use: Some(last), recent };
        let html = asked(two(), KnownSecret { evidence, ..sample::known_secret() });
        for part in [
            "This secret is in use",
            "3 uses from 2 addresses in the last 24 hours",
            "3 minutes ago from 203.0.113.7 by night-import/1.0",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!html.contains("the only secret that works"), "{html}");
    }

    #[test]
    fn what_is_new_is_not_called_safe_to_remove_and_what_is_old_and_unused_is() {
        let mut known = sample::known_secret();
        let fresh = asked(two(), known.clone());
        assert!(fresh.contains("was not used yet") && !fresh.contains("safe to remove"), "{fresh}");
        known.secret.created_at = sample::now() - chrono::Duration::days(1);
        assert!(asked(two(), known).contains("It was never used, so it is safe to remove."));
    }

    #[test]
    fn the_only_secret_that_works_is_never_called_safe_to_remove() {
        let (mut client, known, now) = (sample::service(), sample::known_secret(), sample::now());
        let html = asked(client.clone(), known.clone());
        assert!(html.contains("the only secret that works") && !html.contains("safe to remove"), "{html}");

        let mut other = known.clone();
        (other.secret.id, other.secret.expiration) = (2, Some(now));
        client.client_secrets.push(other.secret.clone());
        assert_eq!(asked(client.clone(), known), html, "what has ended works no more");
        assert!(asked(client, other).contains("safe to remove"), "and nobody misses it");
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
