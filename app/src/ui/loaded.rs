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
    view! {
        <Transition fallback=move || loading.run()>
            {move || {
                let (empty, children) = (empty.clone(), children.clone());
                Suspend::new(async move {
                    match data.await {
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
