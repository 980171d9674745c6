//! Several clients at once, from a file and into one.

use axum::response::IntoResponse;
use http::header::CONTENT_DISPOSITION;
use http::{Method, StatusCode};
use identity::clients;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::management::actor::Actor;
use crate::management::answer::{self, Answered};
use crate::management::input::{Body, Parameters};
use crate::management::operation::Operation;
use crate::management::records::{EXPORT, IMPORT, REPORT};
use crate::management::shape::{Member, Shape};

/// Whether to do it.
const WAY: &[Member] =
    &[Member::new("dryRun", Shape::Flag, "Whether to say what would happen and change nothing.")];

/// The clients of a person, without their secrets.
#[derive(Serialize)]
struct Exported {
    /// The clients, oldest first, each with the members that an import reads.
    clients: Vec<Map<String, Value>>,
}

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new(Method::POST, "/clients/import", "importClients", import)
            .about(
                "Import clients",
                "One client, a list, or what an export wrote, with // and /* */ comments. Each is taken or refused by itself. \
                 One that you have already is changed as far as the file differs. No secret is made. `template` and `status` \
                 are understood as well, and what the server alone says of a client is left out.",
            )
            .query(WAY)
            .body(Shape::Either(IMPORT))
            .answers(StatusCode::OK, &REPORT, "What became of each client."),
        Operation::new(Method::GET, "/clients/export", "exportClients", export)
            .about(
                "Export clients",
                "A file that can be imported, in parts when it holds more than 100 clients. It has no member for secrets, and \
                 leaves out what no import takes: personal access tokens, and clients that were revoked for good.",
            )
            .answers(StatusCode::OK, &EXPORT, "The file."),
    ]
}

async fn import(Actor(visit): Actor, parameters: Parameters, Body(file): Body<Value>) -> Answered {
    let dry_run = parameters.flag("dryRun")?;
    Ok(answer::json(StatusCode::OK, &clients::import(&visit, file, dry_run).await?))
}

async fn export(Actor(visit): Actor) -> Answered {
    let file = answer::json(StatusCode::OK, &Exported { clients: clients::export(&visit).await? });
    Ok(([(CONTENT_DISPOSITION, "attachment; filename=\"latchkey-clients.json\"")], file).into_response())
}
