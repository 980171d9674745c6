//! Why a function said no, left for the door that answers.

use std::sync::{Arc, OnceLock};

use domain::refusal::Refusal;
use leptos::prelude::use_context;

/// Where a function leaves why it said no: the door that answers writes it into the log, and knows the request's id.
#[derive(Debug, Clone, Default)]
pub struct SaidNo(Arc<OnceLock<No>>);

/// A no, with its cause.
#[derive(Debug)]
pub enum No {
    /// What was asked for is refused.
    Refused(Refusal),
    /// No function was called: nothing here takes this body.
    Unreadable {
        /// What to say.
        refusal: Refusal,
        /// What is wrong with the body, without what was sent.
        cause: String,
    },
}

impl SaidNo {
    /// The first no, if there was one.
    #[must_use]
    pub fn first(&self) -> Option<&No> {
        self.0.get()
    }
}

/// Leaves a no for the door, where there is one.
pub(crate) fn leave(no: No) {
    if let Some(SaidNo(place)) = use_context() {
        place.get_or_init(|| no);
    }
}
