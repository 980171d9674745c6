//! How the console's functions travel: JSON by POST, both ways.

use std::future::Future;
use std::pin::Pin;

use domain::refusal::Refusal;
use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use leptos::server_fn::client::Client;
use leptos::server_fn::codec::{Json, Post};
use leptos::server_fn::request::ClientReq;
use leptos::server_fn::response::ClientRes;
use leptos::server_fn::server::Server;
use leptos::server_fn::{ContentType, Http, Protocol};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Refused, StrictJson};
use crate::json::{Unreadable, read};

type OverHttp = Http<Post<StrictJson>, Json>;

/// The protocol of the console's server functions.
///
/// On the server it is `Http<Post<StrictJson>, Json>`. The browser's half of that would be compiled anew for each
/// function; here all of them share one, which knows only text.
pub struct ConsoleJson;

impl<Input, Output, Browser, Door> Protocol<Input, Output, Browser, Door, Refused> for ConsoleJson
where
    Input: Serialize + DeserializeOwned + Send,
    Output: Serialize + DeserializeOwned + Send,
    Browser: Client<Refused>,
    Door: Server<Refused>,
{
    const METHOD: http::Method = http::Method::POST;

    fn run_server<F, Fut>(
        request: Door::Request,
        function: F,
    ) -> impl Future<Output = Result<Door::Response, Refused>> + Send
    where
        F: Fn(Input) -> Fut + Send,
        Fut: Future<Output = Result<Output, Refused>> + Send,
    {
        <OverHttp as Protocol<Input, Output, Browser, Door, Refused>>::run_server(request, function)
    }

    async fn run_client(path: &str, input: Input) -> Result<Output, Refused> {
        let body = serde_json::to_string(&input).map_err(unwritable)?;
        let answer = post::<Browser>(path, body).await?;
        read(&answer).map_err(unreadable)
    }
}

/// Sends a body and gives back the answer's. Boxed, so that the functions share it instead of each having its own.
fn post<'a, Browser: Client<Refused>>(
    path: &'a str,
    body: String,
) -> Pin<Box<dyn Future<Output = Result<String, Refused>> + Send + 'a>>
where
    Browser::Request: 'a,
{
    Box::pin(async move {
        let request =
            Browser::Request::try_new_post(path, StrictJson::CONTENT_TYPE, StrictJson::CONTENT_TYPE, body)?;
        let answer = Browser::send(request).await?;
        let refused = (400..=599).contains(&answer.status());
        let text = answer.try_into_string().await?;
        if refused { Err(read(&text).unwrap_or_else(unreadable)) } else { Ok(text) }
    })
}

fn unwritable(why: serde_json::Error) -> Refused {
    Refused::from_server_fn_error(ServerFnErrorErr::Serialization(why.to_string()))
}

fn unreadable(_why: Unreadable) -> Refused {
    Refusal::broken().into()
}
