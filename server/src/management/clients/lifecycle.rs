//! Switching a client off and on, and ending it for good.

use http::{HeaderMap, Method, StatusCode};
use identity::clients;

use crate::management::actor::Actor;
use crate::management::answer::{self, Answered};
use crate::management::input::Id;
use crate::management::operation::Operation;
use crate::management::records::CLIENT;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new(Method::POST, "/clients/{client_id}/activate", "activateClient", activate)
            .about("Switch a client on again", "What it had before it was switched off does not come back: it signs in anew.")
            .answers(StatusCode::OK, &CLIENT, "The client, active.")
            .says(StatusCode::CONFLICT, "The account is full, or the client was revoked."),
        Operation::new(Method::POST, "/clients/{client_id}/deactivate", "deactivateClient", deactivate)
            .about("Switch a client off", "It gets no tokens, and those that it has stop working.")
            .answers(StatusCode::OK, &CLIENT, "The client, inactive.")
            .says(StatusCode::CONFLICT, "The client was revoked."),
        Operation::new(Method::POST, "/clients/{client_id}/revoke", "revokeClient", revoke)
            .about(
                "Revoke a client for good",
                "It never comes back, and nobody gets its id again. Its tokens, secrets and consents end at once.",
            )
            .answers(StatusCode::OK, &CLIENT, "The client, revoked.")
            .says(StatusCode::CONFLICT, "The client was revoked before."),
    ]
}

async fn activate(Actor(visit): Actor, Id(id): Id) -> Answered {
    Ok(answer::client(&HeaderMap::new(), &clients::activate(&visit, &id).await?))
}

async fn deactivate(Actor(visit): Actor, Id(id): Id) -> Answered {
    Ok(answer::client(&HeaderMap::new(), &clients::deactivate(&visit, &id).await?))
}

async fn revoke(Actor(visit): Actor, Id(id): Id) -> Answered {
    Ok(answer::client(&HeaderMap::new(), &clients::revoke(&visit, &id).await?))
}
