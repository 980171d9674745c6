//! Where one stands on a way of a few steps.

use leptos::prelude::*;

use super::icon::{Icon, IconName};
use crate::words::parts as words;

/// The steps of a wizard, and which one is now.
#[component]
pub fn Steps(
    /// The names of the steps.
    names: Vec<&'static str>,
    /// The place of the current one, from 0.
    #[prop(into)]
    current: Signal<usize>,
) -> impl IntoView {
    let steps = names
        .into_iter()
        .enumerate()
        .map(|(place, name)| view! { <Step place name current /> })
        .collect_view();
    view! {
        <ol class="steps" aria-label=words::STEPS>
            {steps}
        </ol>
    }
    .into_any()
}

#[component]
fn Step(place: usize, name: &'static str, current: Signal<usize>) -> impl IntoView {
    let done = move || place < current.get();
    view! {
        <li
            class="steps__step"
            class=("steps__step--done", done)
            aria-current=move || (place == current.get()).then_some("step")
        >
            <span class="steps__mark">
                {move || match done() {
                    true => view! { <Icon name=IconName::Check /> }.into_any(),
                    false => (place + 1).into_any(),
                }}
            </span>
            <span>
                {name}
                <span class="visually-hidden">{move || done().then_some(words::STEP_DONE)}</span>
            </span>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::Steps;
    use crate::ui::typed::printed;

    #[test]
    fn one_step_is_current_and_those_before_it_are_done() {
        let html = printed(|| {
            view! { <Steps names=vec!["Template", "Details", "Review"] current=1_usize /> }.into_any()
        });
        assert_eq!(html.matches(r#"aria-current="step""#).count(), 1, "{html}");
        assert_eq!(html.matches("(done)").count(), 1, "{html}");
    }
}
