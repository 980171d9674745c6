//! `/api/v1/grants`, `/api/v1/sessions` and `/api/v1/events`: what is a person's own beside their clients.

use app::api::activity::Events;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use domain::connected_app::ConnectedApp;
use domain::own_session::OwnSession;
use domain::refusal::Refusal;
use http::{Method, StatusCode};
use identity::{activity, connected_apps, sessions};
use serde::Serialize;

use self::wanted::Wanted;
use super::actor::Actor;
use super::answer::{self, Answered};
use super::input::Parameters;
use super::operation::Operation;

mod records;
mod wanted;

/// The person's connected apps.
#[derive(Serialize)]
struct Grants {
    grants: Vec<ConnectedApp>,
}

/// The person's sessions.
#[derive(Serialize)]
struct Sessions {
    sessions: Vec<OwnSession>,
}

/// What came of ending sessions.
#[derive(Serialize)]
struct EndedSessions {
    ended: usize,
}

/// What can be done with them.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new(Method::GET, "/grants", "listGrants", list_grants)
            .about("List connected apps", "The apps that you let in, with what they may do and what they hold.")
            .answers(StatusCode::OK, &records::GRANTS, "Your apps, by name."),
        Operation::new(Method::DELETE, "/grants/{id}", "revokeGrant", revoke_grant)
            .about("Revoke an app", "Ends the consent, codes that were not redeemed and every token of yours at once.")
            .says(StatusCode::NO_CONTENT, "It holds nothing any more."),
        Operation::new(Method::GET, "/sessions", "listSessions", list_sessions)
            .about("List sessions", "The browsers in which you are signed in, the one that was seen last first.")
            .answers(StatusCode::OK, &records::SESSIONS, "Your sessions."),
        Operation::new(Method::DELETE, "/sessions", "endOtherSessions", end_other_sessions)
            .about(
                "End all other sessions",
                "Every session but the one that asks, with the codes and tokens that they gave; their apps are told. An access \
                 token is no session: asked with one, all of them end.",
            )
            .answers(StatusCode::OK, &records::ENDED_SESSIONS, "They have ended."),
        Operation::new(Method::DELETE, "/sessions/{id}", "endSession", end_session)
            .about("End a session", "With the codes and tokens that it gave; its apps are told.")
            .says(StatusCode::NO_CONTENT, "It has ended."),
        Operation::new(Method::GET, "/events", "listEvents", list_events)
            .about(
                "List events",
                "What happened with your account and your clients, newest first. `next` is the cursor of the older ones.",
            )
            .query(records::EVENT_QUERY)
            .answers(StatusCode::OK, &records::EVENTS, "A page of events."),
    ]
}

/// The id in an address.
type Named = Result<Path<String>, PathRejection>;

/// An id that can't be read is one that nothing has.
fn name(id: Named) -> String {
    id.map(|Path(id)| id).unwrap_or_default()
}

async fn list_grants(Actor(visit): Actor) -> Answered {
    let grants = connected_apps::list(&visit).await?;
    Ok(answer::json(StatusCode::OK, &Grants { grants }))
}

async fn revoke_grant(Actor(visit): Actor, id: Named) -> Answered {
    connected_apps::revoke(&visit, &name(id)).await?;
    Ok(answer::nothing())
}

async fn list_sessions(Actor(visit): Actor) -> Answered {
    let sessions = sessions::list(&visit).await?;
    Ok(answer::json(StatusCode::OK, &Sessions { sessions }))
}

async fn end_other_sessions(Actor(visit): Actor) -> Answered {
    let ended = sessions::end_others(&visit).await?;
    Ok(answer::json(StatusCode::OK, &EndedSessions { ended }))
}

async fn end_session(Actor(visit): Actor, id: Named) -> Answered {
    sessions::end_own(&visit, &name(id)).await?;
    Ok(answer::nothing())
}

async fn list_events(Actor(visit): Actor, Parameters(query): Parameters) -> Answered {
    let Wanted { filter, cursor, most } = Wanted::read(&query).map_err(Refusal::from)?;
    let listed = activity::list(&visit, &filter, cursor.as_deref(), most).await?;
    Ok(answer::json(StatusCode::OK, &Events::told(listed.entries, listed.next)))
}
