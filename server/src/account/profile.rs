//! `/Identity/Account/Manage`

use app::account::profile::{Address as AddressModel, Model, page};
use app::routes::Page;
use axum::extract::RawQuery;
use axum::response::{IntoResponse, Response};
use domain::person::{Address, Profile};
use http::StatusCode;
use identity::people::{self, SignedIn};
use oauth::form::Form;

use super::fields::{problems, text};
use super::{LOOK_AGAIN, PROFILE, is_about_fields, login, sign_in_first, whole_page};
use crate::error::{Cause, Problem};
use crate::extract::{FormBody, Visitor};

/// Shows what the server knows of the person.
pub async fn get(visitor: Visitor, RawQuery(query): RawQuery) -> Response {
    if visitor.visit.person.is_none() {
        return sign_in_first(visitor, &Page::Profile.path());
    }
    match people::profile(&visitor.visit).await {
        Ok(profile) => {
            let saved = query.as_deref() == Some("saved=1");
            show(visitor, StatusCode::OK, &Model { saved, ..model(profile) })
        }
        Err(refusal) => whole_page(visitor, &refusal),
    }
}

/// Changes it.
pub async fn post(visitor: Visitor, FormBody(form): FormBody) -> Response {
    if visitor.visit.person.is_none() {
        let typed =
            Form::encode(FIELDS.map(|name| (name, form.get(name).ok().flatten().unwrap_or_default())));
        return login::before(visitor, &Page::Profile, &form, Some(typed)).await;
    }
    if !visitor.sent(&form) {
        return Problem::cross_site().into_response();
    }
    let typed = profile(&form);
    match people::change_profile(&visitor.visit, typed.clone()).await {
        Ok(_) => visitor.to(&Page::Profile.with_query(&[("saved", Some("1"))])),
        Err(refusal) if is_about_fields(&refusal) => {
            let page = show(visitor, LOOK_AGAIN, &Model { problems: problems(&refusal), ..model(typed) });
            Cause::refusal(&refusal).put_on(page)
        }
        Err(refusal) => whole_page(visitor, &refusal),
    }
}

/// What is kept of the form when the session ended before it was sent: whose it is, and what was typed.
const FIELDS: [&str; 12] = [
    "owner",
    "name",
    "given_name",
    "family_name",
    "preferred_username",
    "email",
    "phone_number",
    "street_address",
    "locality",
    "region",
    "postal_code",
    "country",
];

/// Whether a form that was kept is this person's.
pub(super) fn is_of(kept: &Form, person: Option<&SignedIn>) -> bool {
    person.is_some_and(|person| person.email == text(kept, "owner"))
}

/// Shows a form again that was kept; nothing of it is saved.
pub(super) fn typed_before(visitor: Visitor, kept: &Form) -> Response {
    show(visitor, StatusCode::OK, &Model { typed_before: true, ..model(profile(kept)) })
}

fn profile(form: &Form) -> Profile {
    Profile {
        name: text(form, "name"),
        given_name: text(form, "given_name"),
        family_name: text(form, "family_name"),
        preferred_username: text(form, "preferred_username"),
        email: text(form, "email"),
        phone_number: text(form, "phone_number"),
        address: Address {
            street_address: text(form, "street_address"),
            locality: text(form, "locality"),
            region: text(form, "region"),
            postal_code: text(form, "postal_code"),
            country: text(form, "country"),
        },
    }
}

fn model(profile: Profile) -> Model {
    let address = profile.address;
    Model {
        name: profile.name,
        given_name: profile.given_name,
        family_name: profile.family_name,
        preferred_username: profile.preferred_username,
        email: profile.email,
        phone_number: profile.phone_number,
        address: AddressModel {
            street_address: address.street_address,
            locality: address.locality,
            region: address.region,
            postal_code: address.postal_code,
            country: address.country,
        },
        ..Model::default()
    }
}

fn show(visitor: Visitor, status: StatusCode, model: &Model) -> Response {
    let html = page(model, &visitor.frame(PROFILE));
    visitor.page(status, html, None)
}
