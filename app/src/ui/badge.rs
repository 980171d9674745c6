//! A word about a thing's state or kind.

use leptos::prelude::*;

/// What the word means for the reader. The colour follows it, and is never alone in saying it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BadgeTone {
    /// A plain kind.
    #[default]
    Plain,
    /// It works.
    Good,
    /// It wants attention soon.
    Warn,
    /// It does not work any more.
    Bad,
    /// It is new or chosen.
    Accent,
}

impl BadgeTone {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "badge",
            Self::Good => "badge badge--good",
            Self::Warn => "badge badge--warn",
            Self::Bad => "badge badge--bad",
            Self::Accent => "badge badge--accent",
        }
    }
}

/// The mark before the word: on and off differ in form, too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BadgeDot {
    /// No mark.
    #[default]
    None,
    /// On.
    Full,
    /// Off.
    Hollow,
}

impl BadgeDot {
    const fn class(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Full => " badge--dot",
            Self::Hollow => " badge--dot badge--hollow",
        }
    }
}

/// A word about a thing's state or kind. Further attributes (`attr:title`) reach the `<span>`.
#[component(transparent)]
pub fn Badge(
    /// What the word means.
    #[prop(optional)]
    tone: BadgeTone,
    /// The mark before it.
    #[prop(optional)]
    dot: BadgeDot,
    /// The word.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <span class=format!("{}{}", tone.class(), dot.class())>{text}</span> }
}
