//! Whether the script has come.

use leptos::prelude::*;

/// Whether the page has woken up. Before that, a button that only a script can act on would do nothing.
#[derive(Clone, Copy)]
pub(crate) struct Awake(RwSignal<bool>);

impl Awake {
    /// Makes the sign, asleep at first on server and browser alike, and gives it to every page below.
    pub(crate) fn provide() {
        let awake = RwSignal::new(false);
        provide_context(Self(awake));
        Effect::new(move || awake.set(true));
    }
}

/// Whether what needs the script has to wait; for `disabled`.
pub(super) fn asleep() -> Signal<bool> {
    use_context().map_or_else(|| Signal::stored(false), |Awake(awake)| Signal::derive(move || !awake.get()))
}
