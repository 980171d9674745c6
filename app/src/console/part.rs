//! What a browser fetches only when it is needed: the large pieces of the console that most visits never show.
//!
//! The bundle is parted at the functions that carry `#[wasm_split]` (docs/decisions/0091). For the server such a function
//! is one like any other, and everything is always there.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_split_helpers::SplitLoaderError;

use super::{edit, wizard};
use crate::routes::Page;
use crate::ui::{LoadingProblem, Skeleton};
use crate::words::parts as words;

/// A view out of a part, or why the part is not there.
pub(super) type FromPart = Result<AnyView, SplitLoaderError>;

/// A part of the bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The steps to a new client.
    Wizard,
    /// The form in which a client is edited.
    Edit,
}

impl Part {
    /// The part that the page at this path is made of, which has to be there before the page wakes up.
    pub fn of(path: &str) -> Option<Self> {
        (path == Page::NewApiClient.path()).then_some(Self::Wizard)
    }

    /// Its name in the bundle: the one that its functions give to `#[wasm_split]`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Wizard => "wizard",
            Self::Edit => "edit",
        }
    }

    /// Waits until it has come. One that did not come is asked for again by the next call.
    ///
    /// # Errors
    /// When it can't be fetched, for instance because the server has another bundle by now.
    pub async fn fetch(self) -> Result<(), SplitLoaderError> {
        match self {
            Self::Wizard => wizard::fetch_wizard().await,
            Self::Edit => edit::fetch_edit().await,
        }
    }
}

/// How far a part is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Arrival {
    UnderWay,
    Here,
    Missing,
}

/// Shows what a part makes: at once where the part has come, otherwise when it comes, with another try if it doesn't.
pub(super) fn parted<F>(part: Part, view: impl Fn() -> F + Send + 'static) -> AnyView
where
    F: Future<Output = FromPart>,
{
    let arrival = RwSignal::new(match at_once(part.fetch()) {
        Some(Ok(())) => Arrival::Here,
        _ => Arrival::UnderWay,
    });
    let fetch = Callback::new(move |()| {
        arrival.set(Arrival::UnderWay);
        spawn_local(async move {
            let came = part.fetch().await;
            // What waits for it may be gone by now.
            let _ = arrival.try_set(if came.is_ok() { Arrival::Here } else { Arrival::Missing });
        });
    });
    if arrival.get_untracked() == Arrival::UnderWay {
        fetch.run(());
    }
    (move || match arrival.get() {
        Arrival::Here => at_once(view()).and_then(Result::ok).unwrap_or_else(|| missing(fetch)),
        Arrival::UnderWay => view! { <Skeleton /> }.into_any(),
        Arrival::Missing => missing(fetch),
    })
    .into_any()
}

fn missing(fetch: Callback<()>) -> AnyView {
    view! { <LoadingProblem why=words::PART_MISSING again=fetch /> }.into_any()
}

/// Does something once a part has come, or could not be had: what is done then shows which, by [`parted`].
pub(super) fn once_fetched(part: Part, act: impl FnOnce() + 'static) {
    spawn_local(async move {
        let _shown_in_its_place = part.fetch().await;
        act();
    });
}

/// The outcome of a future that is finished already.
fn at_once<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => Some(outcome),
        Poll::Pending => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::typed::printed;

    #[test]
    fn of_the_printed_pages_only_the_wizards_is_made_of_a_part() {
        assert_eq!(Part::of(&Page::NewApiClient.path()), Some(Part::Wizard));
        for page in [Page::ApiClients, Page::ApiClient("New0".into()), Page::Activity] {
            assert_eq!(Part::of(&page.path()), None, "{page}");
        }
    }

    #[test]
    fn what_is_there_is_printed_at_once_and_nothing_in_its_place() {
        let html = printed(|| parted(Part::Edit, async || Ok(view! { <p>"The form"</p> }.into_any())));
        assert!(html.contains("<p>The form</p>") && !html.contains("aria-busy"), "{html}");
    }
}
