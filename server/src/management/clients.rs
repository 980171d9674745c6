//! `/api/v1/clients`

mod import;
mod lifecycle;
pub(super) mod secrets;

use axum::response::IntoResponse;
use domain::change::Change;
use domain::client_query::ClientQuery;
use domain::definition::Definition;
use domain::json;
use domain::problem::Problems;
use domain::refusal::Refusal;
use domain::snippet::Snippet;
use domain::template::NewClient;
use http::header::LOCATION;
use http::{HeaderMap, Method, StatusCode};
use identity::clients;
use serde::Serialize;
use serde_json::Value;

use super::actor::Actor;
use super::answer::{self, Answered};
use super::input::{Body, Id, Parameters};
use super::operation::{Operation, ROOT};
use super::records::{CHANGE, CLIENT, CLIENT_PAGE, CLIENT_QUERY, CREATED_CLIENT, SNIPPETS, WANTED};
use super::shape::Shape;

/// A client to be made.
enum Wanted {
    /// From a template.
    FromTemplate(NewClient),
    /// Written down whole.
    Whole(Box<Definition>),
}

impl Wanted {
    /// Whoever names a template says no more than the template asks.
    fn read(body: Value) -> Result<Self, Problems> {
        if !body.is_object() {
            // serde would take a list for the members in their order.
            return Err(Problems::one("", "type", "Write a client as a JSON object."));
        }
        if body.get("template").is_some() {
            json::from_value(body).map(Self::FromTemplate)
        } else {
            json::from_value(body).map(Self::Whole)
        }
    }
}

/// The first call of a client.
#[derive(Serialize)]
struct Snippets {
    snippets: Vec<Snippet>,
}

/// What can be done with clients.
pub(super) fn operations() -> Vec<Operation> {
    let mut all = vec![
        Operation::new(Method::GET, "/clients", "listClients", list)
            .about(
                "List clients",
                "Your own clients, 25 on a page. `active` and `limit` count the whole account, whatever was searched for.",
            )
            .query(CLIENT_QUERY)
            .answers(StatusCode::OK, &CLIENT_PAGE, "A page of clients."),
        Operation::new(Method::POST, "/clients", "createClient", create)
            .about(
                "Create a client",
                "From a template, or written down whole. The answer is the only one that holds the credentials which the \
                 server made.",
            )
            .body(Shape::Either(WANTED))
            .answers(StatusCode::CREATED, &CREATED_CLIENT, "The client, and its credentials for this once.")
            .says(StatusCode::CONFLICT, "The account has as many active clients as it may have."),
        Operation::new(Method::GET, "/clients/{client_id}", "getClient", find)
            .about("Get a client", "Its secrets are listed without their values.")
            .tagged()
            .answers(StatusCode::OK, &CLIENT, "The client."),
        Operation::new(Method::PATCH, "/clients/{client_id}", "changeClient", change)
            .about(
                "Change a client",
                "What is named changes, the rest stays; `null` takes away what a client can be without.",
            )
            .tagged()
            .body(Shape::Of(&CHANGE))
            .answers(StatusCode::OK, &CLIENT, "The client as it is now.")
            .says(StatusCode::CONFLICT, "The client was revoked for good."),
        Operation::new(Method::DELETE, "/clients/{client_id}", "deleteClient", delete)
            .about(
                "Delete a client",
                "Everything that it was given ends at once. Its id can be taken by another client afterwards, unless it was \
                 revoked before.",
            )
            .tagged()
            .says(StatusCode::NO_CONTENT, "It is gone."),
        Operation::new(Method::GET, "/clients/{client_id}/snippets", "listSnippets", snippets)
            .about(
                "List the first calls",
                "The texts that the page of the client shows, with its own id and addresses. A secret stands in none of \
                 them: a placeholder says where it belongs.",
            )
            .answers(StatusCode::OK, &SNIPPETS, "The texts, one a language."),
    ];
    all.extend(import::operations());
    all.extend(lifecycle::operations());
    all.extend(secrets::operations());
    all
}

async fn list(Actor(visit): Actor, Parameters(query): Parameters) -> Answered {
    let query = ClientQuery::read(&query).map_err(Refusal::from)?;
    Ok(answer::json(StatusCode::OK, &clients::search(&visit, &query).await?))
}

async fn create(Actor(visit): Actor, Body(body): Body<Value>) -> Answered {
    let created = match Wanted::read(body).map_err(Refusal::from)? {
        Wanted::FromTemplate(new) => clients::create(&visit, new).await?,
        Wanted::Whole(definition) => clients::define(&visit, &definition).await?,
    };
    let place = format!("{ROOT}/clients/{}", created.client.client_id);
    Ok(([(LOCATION, place)], answer::json(StatusCode::CREATED, &created)).into_response())
}

async fn snippets(Actor(visit): Actor, Id(id): Id) -> Answered {
    let snippets = clients::first_call(&visit, &id).await?;
    Ok(answer::json(StatusCode::OK, &Snippets { snippets }))
}

async fn find(Actor(visit): Actor, Id(id): Id, headers: HeaderMap) -> Answered {
    Ok(answer::client(&headers, &clients::find(&visit, &id).await?))
}

async fn change(Actor(visit): Actor, Id(id): Id, headers: HeaderMap, Body(change): Body<Change>) -> Answered {
    let changed = clients::change(&visit, &id, answer::expected_version(&headers), &change).await?;
    Ok(answer::client(&HeaderMap::new(), &changed))
}

async fn delete(Actor(visit): Actor, Id(id): Id, headers: HeaderMap) -> Answered {
    clients::remove(&visit, &id, answer::expected_version(&headers)).await?;
    Ok(answer::nothing())
}
