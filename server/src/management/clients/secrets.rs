//! The secrets of a client.

use axum::extract::Path;
use chrono::{DateTime, Utc};
use domain::client::Client;
use domain::client_id::ClientId;
use domain::refusal::{Refusal, RefusalCode};
use domain::secret_label::{Overlap, SecretLabel};
use domain::secret_use::{KnownSecret, SecretList, Verdict};
use http::{Method, StatusCode};
use identity::clients;
use serde::{Deserialize, Serialize};

use crate::management::actor::Actor;
use crate::management::answer::{self, Answered};
use crate::management::input::{BodyOrNothing, Id, Parameters};
use crate::management::operation::Operation;
use crate::management::records::{ISSUED_SECRET, REGENERATION, SECRET_LABEL, SECRET_LIST};
use crate::management::shape::{Member, Shape};

/// How the secrets of before go on beside a new one.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Regeneration {
    /// How long they go on working; a day when it is left out.
    overlap: Overlap,
}

/// The secrets of a client, as the console shows them.
#[derive(Serialize)]
pub(in crate::management) struct Secrets {
    secrets: Vec<Judged>,
    limit: u32,
}

/// A secret with its verdict.
#[derive(Serialize)]
struct Judged {
    #[serde(flatten)]
    known: KnownSecret,
    verdict: &'static str,
}

impl Secrets {
    /// The secrets of this client, judged by what holds now.
    pub(in crate::management) fn of(list: SecretList, client: &Client, now: DateTime<Utc>) -> Self {
        let judged = |known: KnownSecret| Judged { verdict: word(known.verdict(client, now)), known };
        Self { secrets: list.secrets.into_iter().map(judged).collect(), limit: list.limit }
    }
}

/// A verdict for programs.
const fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::InUse(_) => "in_use",
        Verdict::OnlyOne => "only_one",
        Verdict::NotUsedYet => "not_used_yet",
        Verdict::Safe => "safe_to_remove",
    }
}

/// Whether to remove a secret that is in use.
const REMOVAL: &[Member] = &[Member::new(
    "force",
    Shape::Flag,
    "Whether a secret that was used in the last 24 hours is removed as well.",
)];

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new(Method::GET, "/clients/{client_id}/secrets", "listSecrets", list)
            .about(
                "List the secrets",
                "With when, from where and by what each was last used, and how often within 24 hours: what tells which one \
                 can go. Their values are shown nowhere.",
            )
            .answers(StatusCode::OK, &SECRET_LIST, "The secrets, oldest first."),
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

async fn list(Actor(visit): Actor, Id(id): Id) -> Answered {
    let client = clients::find(&visit, &id).await?;
    let list = clients::list_secrets(&visit, &id).await?;
    Ok(answer::json(StatusCode::OK, &Secrets::of(list, &client, visit.identity.clock.now())))
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
