//! How the console's functions travel: JSON by POST, both ways.

use std::future::Future;
use std::pin::Pin;

use domain::refusal::Refusal;
use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use leptos::server_fn::client::Client;
use leptos::server_fn::codec::{IntoRes, Json};
use leptos::server_fn::request::{ClientReq, Req};
use leptos::server_fn::response::ClientRes;
use leptos::server_fn::server::Server;
use leptos::server_fn::{ContentType, Decodes, Protocol};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Refused, StrictJson};
use crate::json::{Unreadable, read};

/// The protocol of the console's server functions.
///
/// It is `Http<Post<StrictJson>, Json>` with two halves of its own: the server's says of a body that it doesn't take what is
/// wrong, and the browser's, which would be compiled anew for each function, is shared by all of them and knows only text.
pub struct ConsoleJson;

impl<Input, Output, Browser, Door> Protocol<Input, Output, Browser, Door, Refused> for ConsoleJson
where
    Input: Serialize + DeserializeOwned + Send,
    Output: Serialize + DeserializeOwned + Send,
    Browser: Client<Refused>,
    Door: Server<Refused>,
{
    const METHOD: http::Method = http::Method::POST;

    async fn run_server<F, Fut>(request: Door::Request, function: F) -> Result<Door::Response, Refused>
    where
        F: Fn(Input) -> Fut + Send,
        Fut: Future<Output = Result<Output, Refused>> + Send,
    {
        let body = request.try_into_bytes().await?;
        let input = StrictJson::decode(body).map_err(|why| Refused::unreadable(&why))?;
        let output = function(input).await?;
        <Output as IntoRes<Json, Door::Response, Refused>>::into_res(output).await
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
        if refused {
            let refused: Refused = read(&text).unwrap_or_else(unreadable);
            return Err(refused.in_words_of_ours());
        }
        Ok(text)
    })
}

fn unwritable(why: serde_json::Error) -> Refused {
    Refused::from_server_fn_error(ServerFnErrorErr::Serialization(why.to_string()))
}

fn unreadable(_why: Unreadable) -> Refused {
    Refusal::broken().into()
}
