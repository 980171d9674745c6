//! A few words that stand out from the page.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

/// What a notice is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something worth knowing.
    #[default]
    Info,
    /// Something went well; said aloud when it appears.
    Success,
    /// Something to take care of.
    Warning,
    /// Something stands in the way; said aloud at once.
    Danger,
}

impl NoticeKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Info => "notice",
            Self::Success => "notice notice--good",
            Self::Warning => "notice notice--warn",
            Self::Danger => "notice notice--bad",
        }
    }

    const fn icon(self) -> IconName {
        match self {
            Self::Info => IconName::Info,
            Self::Success => IconName::Check,
            Self::Warning | Self::Danger => IconName::Warning,
        }
    }

    const fn role(self) -> Option<&'static str> {
        match self {
            Self::Info | Self::Warning => None,
            Self::Success => Some("status"),
            Self::Danger => Some("alert"),
        }
    }
}

/// A few words that stand out from the page.
#[component]
pub fn Notice(
    /// What it is about.
    #[prop(optional)]
    kind: NoticeKind,
    /// A bold first line.
    #[prop(optional, into)]
    title: Option<String>,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=kind.class() role=kind.role()>
            <Icon name=kind.icon() />
            <div class="notice__body">
                {title.map(|title| view! { <p class="notice__title">{title}</p> })}
                <div>{children()}</div>
            </div>
        </div>
    }
    .into_any()
}
