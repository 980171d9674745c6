//! The reader of the server: the library `url`.

use url::Url;

use super::{Host, WebAddress};

pub(super) fn read(text: &str) -> Option<WebAddress> {
    let url = Url::parse(text).ok()?;
    Some(WebAddress {
        scheme: url.scheme().to_owned(),
        host: url.host_str().and_then(Host::of),
        path: url.path().to_owned(),
        origin: url.origin().ascii_serialization(),
        has_user: !url.username().is_empty() || url.password().is_some(),
    })
}
