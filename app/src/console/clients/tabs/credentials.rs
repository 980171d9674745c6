//! What a client proves itself with, as far as it may be seen again.

use leptos::prelude::*;

use super::About;
use crate::console::clients::facts::Fact;
use crate::console::clients::secrets::Secrets;
use crate::words::client;
use crate::words::client_page::{self as words, fact};

/// The secrets of a client, and the keys by which it may prove itself instead.
pub(super) fn show(about: About) -> AnyView {
    let About { client, acts, .. } = about;
    let hint = if client::is_token(&client) { words::TOKEN_SHOWN_ONCE } else { words::SHOWN_ONCE };
    let keys = client.jwks.as_ref().map(|keys| words::keys(keys.keys().len()));
    view! {
        <p class="soft">{hint}</p>
        <Secrets client acts=acts.secrets />
        {keys.map(|keys| view! { <dl class="facts"><Fact name=fact::KEYS>{keys}</Fact></dl> })}
    }
    .into_any()
}
