//! How a page or a server function learns who visits, and how it answers. On the server only.

use std::sync::{Arc, OnceLock};

use domain::refusal::Refusal;
use http::StatusCode;
use http::header::{CACHE_CONTROL, HeaderValue};
use identity::Visit;
use identity::sessions::Started;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use crate::ShellAssets;
use crate::api::said_no::leave;
use crate::api::{Dated, No, Refused};
use crate::console::{Servers, Surroundings};
use crate::layout::{Frame, NavItem, SignedIn};

/// Where a function leaves the new cookie of a session for the door that answers: only that one knows how cookies are
/// called.
#[derive(Clone)]
pub struct RenewedSession(pub Arc<OnceLock<Started>>);

/// Leaves a session's new cookie for the answer.
pub(crate) fn renewed(outcome: Result<Started, Refusal>) -> Result<(), Refused> {
    let started = answer(outcome)?;
    let left = use_context().map(|RenewedSession(place)| place.set(started));
    match left {
        Some(Ok(())) => Ok(()),
        // Without its cookie the browser would be signed out.
        Some(Err(_)) | None => answer(Err(Refusal::broken())),
    }
}

/// Who visits.
pub(crate) fn visit() -> Result<Visit, Refused> {
    match use_context() {
        Some(visit) => Ok(visit),
        None => answer(Err(Refusal::broken())),
    }
}

/// Turns the outcome of a use case into an answer that no cache keeps, with the status of its refusal, which is also left
/// for the log.
pub(crate) fn answer<T>(outcome: Result<T, Refusal>) -> Result<T, Refused> {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    outcome.map_err(|refusal| {
        set_status(refusal.code.status());
        leave(No::Refused(refusal.clone()));
        Refused(refusal)
    })
}

/// [`answer`], with the moment at which it is true.
pub(crate) fn dated<T>(visit: &Visit, outcome: Result<T, Refusal>) -> Result<Dated<T>, Refused> {
    let now = identity::clock::Clock::now(&*visit.identity.clock);
    answer(outcome).map(|body| Dated { now, body })
}

/// Sets the status of the page or answer that is being made.
pub(crate) fn set_status(status: u16) {
    if let (Some(response), Ok(status)) = (use_context::<ResponseOptions>(), StatusCode::from_u16(status)) {
        response.set_status(status);
    }
}

/// What surrounds the console for this visit.
pub(crate) fn surroundings() -> Surroundings {
    let (Some(assets), Some(visit)) = (use_context::<ShellAssets>(), use_context::<Visit>()) else {
        return Surroundings::unknown();
    };
    let servers = visit.identity.servers();
    Surroundings {
        frame: Frame {
            product: crate::PRODUCT.to_owned(),
            stylesheet: assets.stylesheet,
            theme: assets.theme,
            demo_banner: assets.demo_banner,
            // The console has a switch of its own.
            here: String::new(),
            csrf: assets.csrf,
            user: visit.person.map(|person| SignedIn {
                manager: domain::web_server::may_make(&person.roles),
                name: person.name,
                email: person.email,
            }),
            current: Some(NavItem::ApiClients),
        },
        servers: Servers { identity: servers.identity, api: servers.api },
    }
}
