//! Small facts about a client that the list and its page both show.

use chrono::{DateTime, SecondsFormat, Utc};
use domain::client::{Client, Status};
use leptos::prelude::*;

use crate::ui::{Badge, BadgeDot, BadgeTone, Timestamp, exact};
use crate::words::client as words;

/// How long before its end a token is called soon to expire.
const SOON: chrono::Duration = chrono::Duration::days(14);

/// Whether a client may be used, as a word; a token that is too old is neither on nor off.
#[component]
pub(super) fn StatusBadge(
    /// The client.
    client: Client,
    /// Now.
    now: DateTime<Utc>,
) -> impl IntoView {
    let expired = words::expires_at(&client).is_some_and(|end| end <= now);
    let (tone, dot, text) = match client.status {
        Status::Active if expired => (BadgeTone::Bad, BadgeDot::Hollow, "Expired"),
        Status::Active => (BadgeTone::Good, BadgeDot::Full, words::status(client.status)),
        Status::Inactive => (BadgeTone::Plain, BadgeDot::Hollow, words::status(client.status)),
        Status::Revoked => (BadgeTone::Bad, BadgeDot::Hollow, words::status(client.status)),
    };
    view! { <Badge tone dot text /> }
}

/// When a client was last used: near in words, exact under the pointer.
#[component]
pub(super) fn LastUsed(
    /// When it was, if ever.
    at: Option<DateTime<Utc>>,
    /// Now.
    now: DateTime<Utc>,
) -> impl IntoView {
    match at {
        Some(at) => view! { <Moment at now /> }.into_any(),
        None => view! { <span class="faint">"Never used"</span> }.into_any(),
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

/// When a personal access token ends; nothing for other clients.
#[component]
pub(super) fn Expiry(
    /// The client.
    client: Client,
    /// Now.
    now: DateTime<Utc>,
) -> impl IntoView {
    words::is_token(&client).then(|| match words::expires_at(&client) {
        None => view! { <span>"Never expires"</span> }.into_any(),
        Some(at) if at <= now => view! { <span>"Expired " <Moment at now /></span> }.into_any(),
        Some(at) if at - now <= SOON => {
            view! { <span class="warn">"Expires soon, " <Moment at now /></span> }.into_any()
        }
        Some(at) => view! { <span>"Expires " <Day at /></span> }.into_any(),
    })
}

/// When a secret ends, in the column that says so.
#[component]
pub(super) fn Ends(
    /// When it does; never for none.
    at: Option<DateTime<Utc>>,
    /// Now.
    now: DateTime<Utc>,
) -> impl IntoView {
    match at {
        None => view! { <span class="faint">"Never"</span> }.into_any(),
        Some(at) if at - now <= SOON => view! { <span class="warn"><Moment at now /></span> }.into_any(),
        Some(at) => view! { <Day at /> }.into_any(),
    }
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

/// A day far enough away to have a date; the hour stands under the pointer.
#[component]
fn Day(at: DateTime<Utc>) -> impl IntoView {
    view! {
        <time datetime=at.to_rfc3339_opts(SecondsFormat::Secs, true) title=exact(at.timestamp_millis())>
            {at.format("%-d %b %Y").to_string()}
        </time>
    }
}

#[cfg(test)]
mod tests {
    use chrono::Duration;
    use domain::template::TokenExpiration;
    use leptos::prelude::*;

    use super::*;
    use crate::console::sample;
    use crate::ui::typed::printed;

    fn token_after(days: i64) -> String {
        let now = sample::now() + Duration::days(days);
        printed(move || {
            let client = sample::token(TokenExpiration::Days30);
            view! {
                <StatusBadge client=client.clone() now />
                <Expiry client now />
            }
            .into_any()
        })
    }

    #[test]
    fn a_token_says_when_it_ends_and_warns_two_weeks_before() {
        let fresh = token_after(0);
        assert!(fresh.contains(">22 Dec 2026</time>") && fresh.contains("Active"), "{fresh}");
        let soon = token_after(16);
        assert!(soon.contains("Expires soon, ") && soon.contains("Active"), "{soon}");
        let old = token_after(31);
        assert!(old.contains("badge--bad") && old.contains("Expired <"), "{old}");
    }

    #[test]
    fn what_was_never_used_says_so_in_words() {
        let now = sample::now();
        let html = printed(move || view! { <LastUsed at=None now /> }.into_any());
        assert!(html.contains("Never used"), "{html}");
        let html = printed(move || view! { <LastUsed at=Some(now - Duration::hours(3)) now /> }.into_any());
        assert!(html.contains("3 hours ago") && html.contains("datetime="), "{html}");
    }
}
