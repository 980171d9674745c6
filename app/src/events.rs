//! What is said of an event, wherever events are listed.

use domain::event::{Entry, is_failure};
use leptos::prelude::*;

use crate::api::activity::Told;
use crate::ui::{Badge, BadgeTone, coded};
use crate::words::activity as words;

/// What happened, whether it failed, and why.
pub(crate) fn what(told: &Told) -> AnyView {
    let Told { summary, entry } = told;
    let failed = is_failure(&entry.outcome).then(|| {
        view! { <Badge tone=BadgeTone::Bad text=entry.outcome.clone() /> }
    });
    let detail = (!entry.detail.is_empty())
        .then(|| view! { <span class="soft small event__detail">{coded(&entry.detail)}</span> });
    view! {
        <span class="name">
            <span class="event__what">{summary.clone()} " " {failed}</span>
            {detail}
        </span>
    }
    .into_any()
}

/// Who did it, from where, and under which id the answer was given: what a log is searched by.
pub(crate) fn from(entry: &Entry) -> AnyView {
    let address = entry.address.clone().map(|address| view! { <span class="mono">{address}</span> });
    let request = entry.request_id.clone().map(|id| {
        view! {
            <span class="name__id">
                <span class="visually-hidden">{words::REQUEST}</span>
                {id}
            </span>
        }
    });
    view! {
        <span class="name">
            <span>{words::actor(entry.actor)}</span>
            {address}
            {request}
        </span>
    }
    .into_any()
}
