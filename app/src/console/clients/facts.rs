//! Small facts about a client that the list and its page both show.

use chrono::{DateTime, Utc};
use domain::client::{Client, Status};
use domain::deadline::{Nearness, last_end};
use leptos::prelude::*;

use super::acts::Acts;
use crate::ui::{Badge, BadgeDot, BadgeTone, Day, ExactTimestamp, Timestamp, moment_title};
use crate::words::client as words;
use crate::words::moments::relative;

/// Whether a client may be used, as a word; a token that is too old is neither on nor off.
#[component]
pub(super) fn StatusBadge(
    /// The client.
    client: Client,
    /// Now.
    now: DateTime<Utc>,
    /// The acts of the page, which know of changes that are under way.
    acts: Acts,
) -> impl IntoView {
    let expired = words::expires_at(&client).is_some_and(|end| end <= now);
    move || {
        let status = acts.foreseen.status_of(&client);
        let (tone, dot, text) = match status {
            Status::Active if expired => (BadgeTone::Bad, BadgeDot::Hollow, words::EXPIRED),
            Status::Active => (BadgeTone::Good, BadgeDot::Full, words::status(status)),
            Status::Inactive => (BadgeTone::Plain, BadgeDot::Hollow, words::status(status)),
            Status::Revoked => (BadgeTone::Bad, BadgeDot::Hollow, words::status(status)),
        };
        view! { <Badge tone dot text /> }
    }
}

/// When a client was last used: near in words, and exact under them.
#[component]
pub(super) fn LastUsed(
    /// When it was, if ever.
    at: Option<DateTime<Utc>>,
    /// Now.
    now: DateTime<Utc>,
) -> impl IntoView {
    match at {
        Some(at) => view! { <ExactMoment at now /> }.into_any(),
        None => view! { <span class="faint">{words::NEVER_USED}</span> }.into_any(),
    }
}

/// A moment beside now.
#[component]
pub(super) fn Moment(
    /// The moment.
    at: DateTime<Utc>,
    /// Now.
    now: DateTime<Utc>,
) -> impl IntoView {
    view! { <Timestamp at_ms=at.timestamp_millis() now_ms=now.timestamp_millis() /> }
}

/// The same, with the moment itself under it.
#[component]
pub(super) fn ExactMoment(
    /// The moment.
    at: DateTime<Utc>,
    /// Now.
    now: DateTime<Utc>,
) -> impl IntoView {
    view! { <ExactTimestamp at_ms=at.timestamp_millis() now_ms=now.timestamp_millis() /> }
}

/// When a client's last credential ends: always said of a personal access token, and of others when it is near.
#[component]
pub(super) fn Expiry(
    /// The client.
    client: Client,
    /// Now.
    now: DateTime<Utc>,
) -> impl IntoView {
    match (last_end(&client.client_secrets), words::is_token(&client)) {
        (None, true) => view! { <span>{words::NEVER_EXPIRES}</span> }.into_any(),
        (Some(at), token) if token || Nearness::of(at, now) > Nearness::Far => {
            view! { <Ends at=Some(at) now /> }.into_any()
        }
        _ => ().into_any(),
    }
}

/// When a secret ends. The nearer the end, the more it stands out; the exact moment is under the pointer.
#[component]
pub(super) fn Ends(
    /// When it does; never for none.
    at: Option<DateTime<Utc>>,
    /// Now.
    now: DateTime<Utc>,
) -> impl IntoView {
    let Some(at) = at else {
        return view! { <span class="faint">{words::NEVER}</span> }.into_any();
    };
    let tone = match Nearness::of(at, now) {
        Nearness::Far => return view! { <span>{words::EXPIRES} " " <Day at /></span> }.into_any(),
        Nearness::Month => BadgeTone::Plain,
        Nearness::Fortnight => BadgeTone::Warn,
        Nearness::Days | Nearness::Over => BadgeTone::Bad,
    };
    let (at_ms, now_ms) = (at.timestamp_millis(), now.timestamp_millis());
    let text = words::ends(&relative(now_ms, at_ms), at <= now);
    view! { <Badge tone text attr:title=moment_title(at_ms) /> }.into_any()
}

/// One line of a list of facts.
#[component]
pub(super) fn Fact(
    /// What it is about.
    name: &'static str,
    /// What there is to say.
    children: Children,
) -> impl IntoView {
    view! {
        <dt>{name}</dt>
        <dd>{children()}</dd>
    }
    .into_any()
}

/// A fact of several lines; nothing where there are none.
#[component]
pub(super) fn Lines(
    /// What it is about.
    name: &'static str,
    /// What there is to say.
    lines: Vec<String>,
    /// Whether each letter counts, as in an address.
    #[prop(optional)]
    exact: bool,
) -> impl IntoView {
    if lines.is_empty() {
        return ().into_any();
    }
    let class = if exact { "mono" } else { "" };
    let lines = lines.into_iter().map(|line| view! { <li class=class>{line}</li> }).collect_view();
    view! {
        <Fact name>
            <ul class="plain">{lines}</ul>
        </Fact>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use chrono::Duration;
    use domain::template::TokenExpiration;
    use leptos::prelude::*;

    use super::*;
    use crate::console::sample;
    use crate::ui::typed::printed;

    fn after(days: i64, client: Client) -> String {
        let now = sample::now() + Duration::days(days);
        printed(move || {
            let nothing = Callback::new(|_| {});
            let acts = Acts::new(nothing, nothing);
            view! {
                <StatusBadge client=client.clone() now acts />
                <Expiry client now />
            }
            .into_any()
        })
    }

    // Shows R101, R102.
    #[test]
    fn a_token_says_when_it_ends_and_stands_out_more_the_nearer_that_is() {
        let token = |days| after(days, sample::token(TokenExpiration::Days90));
        let fresh = token(0);
        assert!(fresh.contains(">20 Feb 2027</time>") && fresh.contains("Active"), "{fresh}");
        for (days, tone, words) in [
            (61, "badge\"", "in 29 days"),
            (77, "badge--warn", "in 13 days"),
            (88, "badge--bad", "in 2 days"),
        ] {
            let html = token(days);
            assert!(html.contains(tone) && html.contains(&format!("Expires {words}")), "{html}");
        }
        let old = token(91);
        assert!(old.contains("badge--bad") && old.contains(">Expired<"), "{old}");
    }

    #[test]
    fn a_service_says_when_its_last_secret_ends_only_when_that_is_near() {
        let mut service = sample::service();
        assert!(!after(0, service.clone()).contains("xpire"));
        service.client_secrets[0].expiration = Some(sample::now() + Duration::days(40));
        assert!(!after(0, service.clone()).contains("xpire"));
        assert!(after(30, service).contains("Expires in 10 days"));
    }

    // Shows R095.
    #[test]
    fn what_was_never_used_says_so_in_words() {
        let now = sample::now();
        let html = printed(move || view! { <LastUsed at=None now /> }.into_any());
        assert!(html.contains("Never used"), "{html}");
        let html = printed(move || view! { <LastUsed at=Some(now - Duration::hours(3)) now /> }.into_any());
        assert!(html.contains("3 hours ago") && html.contains("datetime="), "{html}");
        assert!(html.contains(">22 Nov 2026, 05:00 UTC<"), "{html}");
    }
}
