//! The four faces of everything that is fetched: loading, problem, empty, data.

use std::fmt::Display;

use leptos::children::ViewFn;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::button::Button;
use super::notice::{Notice, NoticeKind};
use crate::json::Awaited;
use crate::words::parts as words;

/// What was found last of several things, each under a key, for as long as the page lives that provides it.
///
/// A part that is made anew with the page around it takes up what stood in its place, instead of loading before the reader's
/// eyes and ears.
pub struct Kept<T: 'static>(StoredValue<Option<(String, T)>>);

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Kept<T> {}

impl<T: Clone + Send + Sync + 'static> Kept<T> {
    /// Nothing was found yet.
    pub fn nothing() -> Self {
        Self(StoredValue::new(None))
    }

    fn of(self, key: &str) -> Option<T> {
        let kept = self.0.try_get_value().flatten()?;
        (kept.0 == key).then_some(kept.1)
    }

    fn keep(self, key: &str, data: &T) {
        // The page may be gone before the answer has come.
        let _ = self.0.try_set_value(Some((key.to_owned(), data.clone())));
    }
}

/// Shows what a resource fetched, or why it could not be had. On the server it waits for the data.
///
/// While it is fetched again the old data stays in place, so that nothing flickers after an action.
#[component]
pub fn Loaded<T, E, F, V>(
    /// What is fetched.
    data: Awaited<T, E>,
    /// Whether there is nothing to show.
    #[prop(optional)]
    is_empty: Option<fn(&T) -> bool>,
    /// What stands there instead of nothing.
    #[prop(optional, into)]
    empty: ViewFn,
    /// What stands there while nothing is known; grey lines by default.
    #[prop(default = ViewFn::from(|| view! { <Skeleton /> }), into)]
    loading: ViewFn,
    /// Where what was found last is kept, and under which key.
    #[prop(optional_no_strip)]
    kept: Option<(Kept<T>, String)>,
    /// The data's own view.
    children: F,
) -> impl IntoView
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    E: Clone + Display + Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Fn(T) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let again = Callback::new(move |()| data.refetch());
    let known = StoredValue::new(kept.as_ref().and_then(|(kept, key)| kept.of(key)));
    view! {
        <Transition fallback=move || loading.run()>
            {move || {
                let (empty, children, kept) = (empty.clone(), children.clone(), kept.clone());
                let known = known.try_update_value(Option::take).flatten();
                if known.is_some() {
                    // It is not waited for, but shown when it comes.
                    data.track();
                }
                Suspend::new(async move {
                    let found = match known {
                        Some(known) => Ok(known),
                        None => data.await,
                    };
                    if let (Some((kept, key)), Ok(found)) = (&kept, &found) {
                        kept.keep(key, found);
                    }
                    match found {
                        Err(problem) => {
                            view! { <LoadingProblem why=problem.to_string() again /> }.into_any()
                        }
                        Ok(data) if is_empty.is_some_and(|is_empty| is_empty(&data)) => empty.run(),
                        Ok(data) => children(data).into_any(),
                    }
                })
            }}
        </Transition>
    }
}

/// Says that something could not be fetched, why, and offers another try.
#[component]
pub fn LoadingProblem(
    /// Why, in a sentence.
    #[prop(into)]
    why: String,
    /// Tries again.
    again: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="stack stack--tight">
            <Notice kind=NoticeKind::Danger title=words::NOT_LOADED>
                {why}
            </Notice>
            <div>
                <Button on:click=move |_| again.run(())>{words::TRY_AGAIN}</Button>
            </div>
        </div>
    }
    .into_any()
}

/// Grey lines in the place of text that is on its way. They wait a moment before they show.
#[component]
pub fn Skeleton(
    /// How many lines.
    #[prop(default = 6)]
    lines: u8,
) -> impl IntoView {
    let lines = (0..lines).map(|_| view! { <div class="skeleton__line"></div> }).collect_view();
    view! {
        <div class="skeleton" role="status" aria-busy="true">
            <span class="visually-hidden">{words::LOADING}</span>
            {lines}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::LoadingProblem;
    use crate::ui::typed::printed;

    #[test]
    fn a_problem_says_why_and_offers_another_try() {
        let html = printed(|| {
            let again = Callback::new(|()| {});
            view! { <LoadingProblem why="The server did not answer." again /> }.into_any()
        });
        assert!(html.contains("This could not be loaded"), "{html}");
        assert!(html.contains("The server did not answer."), "{html}");
        assert!(html.contains("Try again"), "{html}");
    }
}
