//! The secrets of a client.

use axum::extract::Path;
use domain::client_id::ClientId;
use domain::refusal::{Refusal, RefusalCode};
use domain::secret_label::{Overlap, SecretLabel};
use http::{Method, StatusCode};
use identity::clients;
use serde::Deserialize;

use crate::management::actor::Actor;
use crate::management::answer::{self, Answered};
use crate::management::input::{BodyOrNothing, Id, Parameters};
use crate::management::operation::Operation;
use crate::management::records::{ISSUED_SECRET, REGENERATION, SECRET_LABEL};
use crate::management::shape::{Member, Shape};

/// How the secrets of before go on beside a new one.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Regeneration {
    /// How long they go on working; a day when it is left out.
    overlap: Overlap,
}

/// Whether to remove a secret that is in use.
const REMOVAL: &[Member] = &[Member::new(
    "force",
    Shape::Flag,
    "Whether a secret that was used in the last 24 hours is removed as well.",
)];

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new(Method::POST, "/clients/{client_id}/secrets", "addSecret", add)
            .about(
                "Add a secret",
                "Those of before go on working: roll the new one out, then remove the old one.",
            )
            .body_or_nothing(&SECRET_LABEL)
            .answers(StatusCode::CREATED, &ISSUED_SECRET, "The secret, for this once.")
            .says(StatusCode::CONFLICT, "The client can't have a secret, or has as many as it may."),
        Operation::new(
            Method::POST,
            "/clients/{client_id}/regenerate-secret",
            "regenerateSecret",
            regenerate,
        )
        .about(
            "Regenerate the secret",
            "The secrets of before end after the overlap. With `now` they end at once, and with them every token that was \
             got with one of them or for somebody who signed in.",
        )
        .body_or_nothing(&REGENERATION)
        .answers(StatusCode::OK, &ISSUED_SECRET, "The secret, for this once.")
        .says(StatusCode::CONFLICT, "The client can't have a secret, or has as many as it may."),
        Operation::new(Method::DELETE, "/clients/{client_id}/secrets/{secret_id}", "removeSecret", remove)
            .about(
                "Remove a secret",
                "It stops working at once. One that is in use is removed only by force.",
            )
            .query(REMOVAL)
            .says(StatusCode::NO_CONTENT, "It is gone.")
            .says(StatusCode::CONFLICT, "It is in use; the answer says where, and since when."),
    ]
}

async fn add(Actor(visit): Actor, Id(id): Id, BodyOrNothing(label): BodyOrNothing<SecretLabel>) -> Answered {
    let issued = clients::add_secret(&visit, &id, &label).await?;
    Ok(answer::json(StatusCode::CREATED, &issued))
}

async fn regenerate(
    Actor(visit): Actor,
    Id(id): Id,
    BodyOrNothing(wanted): BodyOrNothing<Regeneration>,
) -> Answered {
    let issued = clients::regenerate_secret(&visit, &id, wanted.overlap).await?;
    Ok(answer::json(StatusCode::OK, &issued))
}

async fn remove(
    Actor(visit): Actor,
    Path((id, secret)): Path<(String, String)>,
    parameters: Parameters,
) -> Answered {
    let force = parameters.flag("force")?;
    // What is no id is the id of nothing.
    let id: ClientId = id.parse().map_err(|_| Refusal::not_found())?;
    let unknown = |_| Refusal::new(RefusalCode::NotFound, "There is no such secret.");
    let secret = secret.parse().map_err(unknown)?;
    clients::remove_secret(&visit, &id, secret, force).await?;
    Ok(answer::nothing())
}
