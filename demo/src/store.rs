//! The three values that outlive the way to the sign-in server and back. Tokens never come here.

use leptos::prelude::window;
use web_sys::Storage;

use crate::oidc::authorize::Pending;

const VERIFIER: &str = "latchkey-demo.verifier";
const STATE: &str = "latchkey-demo.state";
const NONCE: &str = "latchkey-demo.nonce";

/// Keeps the three values for this tab. `false` if the browser lets the page keep nothing.
pub fn keep(pending: &Pending) -> bool {
    session_storage().is_some_and(|storage| {
        let kept = [(VERIFIER, &pending.verifier), (STATE, &pending.state), (NONCE, &pending.nonce)];
        kept.into_iter().all(|(key, value)| storage.set_item(key, value).is_ok())
    })
}

/// Takes the three values back. They are gone afterwards, so one answer can be checked against them.
pub fn take() -> Option<Pending> {
    let storage = session_storage()?;
    let take = |key| {
        let value = storage.get_item(key).ok().flatten();
        storage.remove_item(key).ok().and(value)
    };
    let (verifier, state, nonce) = (take(VERIFIER), take(STATE), take(NONCE));
    Some(Pending { verifier: verifier?, state: state?, nonce: nonce? })
}

fn session_storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}
