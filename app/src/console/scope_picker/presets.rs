//! Presets: a whole choice by one press.

use domain::scope_catalogue::{PRESETS, Preset};
use leptos::prelude::*;
use oauth::scope::Scopes;

use super::Offered;
use crate::ui::{Button, ButtonSize};
use crate::words::scopes as words;

/// The presets that mean something among what is offered.
#[component]
pub(super) fn Presets(
    /// What may be chosen.
    offered: Offered,
    /// What is chosen.
    chosen: RwSignal<Scopes>,
) -> impl IntoView {
    let presets: Vec<Preset> =
        PRESETS.into_iter().filter(|preset| !offered.among(&preset.scopes()).is_empty()).collect();
    (!presets.is_empty()).then(|| {
        let buttons =
            presets.into_iter().map(|preset| view! { <PresetButton preset offered chosen /> }).collect_view();
        view! {
            <div class="scopes__presets" role="group" aria-label=words::PRESETS>
                <p class="soft" aria-hidden="true">
                    {words::PRESETS}
                </p>
                <div class="scopes__buttons">{buttons}</div>
            </div>
        }
    })
}

#[component]
fn PresetButton(preset: Preset, offered: Offered, chosen: RwSignal<Scopes>) -> impl IntoView {
    let wanted = StoredValue::new(offered.among(&preset.scopes()));
    let is_chosen = move || chosen.with(|set| wanted.with_value(|wanted| offered.among(set) == *wanted));
    let choose = move |_| {
        chosen.update(|set| *set = wanted.with_value(|wanted| offered.exchanged(set, wanted)));
    };
    view! {
        <Button
            size=ButtonSize::Small
            attr:aria-pressed=move || is_chosen().to_string()
            on:click=choose
        >
            {preset.label}
        </Button>
    }
    .into_any()
}
