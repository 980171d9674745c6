//! What the server asked for while it printed a page, taken up again in the browser.

use std::future::Future;

use leptos::prelude::Resource;
use leptos::server::codee::{Decoder, Encoder};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::reader::{Unreadable, read};

/// Something that is asked for, or why it could not be had. The server's answer is printed into the page.
pub type Awaited<T, E> = Resource<Result<T, E>, Printed>;

/// Asks when the page is made, and again whenever what it depends on changes.
pub fn ask<S, T, E, F>(
    depends_on: impl Fn() -> S + Send + Sync + 'static,
    answer: impl Fn(S) -> F + Send + Sync + 'static,
) -> Awaited<T, E>
where
    S: Clone + PartialEq + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    E: Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = Result<T, E>> + Send + 'static,
{
    Resource::new_with_options(depends_on, answer, false)
}

/// The form in which values stand in a page: JSON.
#[derive(Debug, Clone, Copy)]
pub struct Printed;

impl<T: Serialize> Encoder<T> for Printed {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(value: &T) -> Result<String, serde_json::Error> {
        serde_json::to_string(value)
    }
}

impl<T: DeserializeOwned> Decoder<T> for Printed {
    type Error = Unreadable;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, Unreadable> {
        read(text)
    }
}
