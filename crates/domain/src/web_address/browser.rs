//! The reader of the browser: its own.

use web_sys::Url;

use super::{Host, WebAddress};

pub(super) fn read(text: &str) -> Option<WebAddress> {
    let url = Url::new(text).ok()?;
    Some(WebAddress {
        scheme: url.protocol().trim_end_matches(':').to_owned(),
        host: Host::of(&url.hostname()),
        path: url.pathname(),
        origin: url.origin(),
        has_user: !url.username().is_empty() || !url.password().is_empty(),
    })
}
