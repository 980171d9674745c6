//! What went over the wire, step by step.

use leptos::prelude::*;

use crate::trail::{Step, Trail};

/// The strip of steps. Hidden until there is one.
#[component]
pub fn Steps(trail: RwSignal<Trail>) -> impl IntoView {
    view! {
        <Show when=move || trail.with(|trail| !trail.steps().is_empty())>
            <section class="steps-section" aria-labelledby="steps-title">
                <h2 id="steps-title">"What happened, step by step"</h2>
                <p class="hint">"Names of parameters and status codes. No value of a code or token is shown or kept."</p>
                <ol class="steps">
                    <For each=move || trail.with(|trail| trail.steps().to_vec()) key=|step| step.number let(step)>
                        <OneStep step />
                    </For>
                </ol>
            </section>
        </Show>
    }
}

/// An address that narrow screens break behind a slash, not in the middle of a word.
fn breakable(request: &str) -> impl IntoView + use<> {
    let parts = request.split_inclusive('/').map(str::to_owned);
    parts.map(|part| view! { {part}<wbr /> }).collect_view()
}

#[component]
fn OneStep(step: Step) -> impl IntoView {
    let answer = if step.outcome.is_good() { "answer answer-good" } else { "answer answer-other" };
    let sent = if step.sent.is_empty() { "nothing".to_owned() } else { step.sent.join(", ") };
    view! {
        <li class="step">
            <h3 class="step-title">
                <span class="step-number">{format!("{} ", step.number)}</span>
                {step.purpose.title()}
            </h3>
            <p class="step-reason">{step.purpose.reason()}</p>
            <dl class="step-facts">
                <dt>"Request"</dt>
                <dd class="mono">{breakable(&step.request)}</dd>
                <dt>"Sent"</dt>
                <dd class="mono">{sent}</dd>
                <dt>"Answer"</dt>
                <dd class=answer>{step.outcome.words()}</dd>
            </dl>
        </li>
    }
}
