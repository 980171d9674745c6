//! `/Identity/Account/Manage/Activity`

pub mod export;

use app::account::activity::{Model, page};
use axum::extract::{OriginalUri, RawQuery};
use axum::response::Response;
use domain::event::{Filter, Typed};
use domain::refusal::Refusal;
use http::StatusCode;
use identity::activity::{self, Listed};
use identity::clients;
use oauth::form::Form;

use super::fields::{problems, text};
use super::{LOOK_AGAIN, OWN_PLACE, is_about_fields, sign_in_first_for, whole_page};
use crate::error::Cause;
use crate::extract::Visitor;

/// Shows what happened, by the filter in the address.
pub async fn get(visitor: Visitor, RawQuery(query): RawQuery, OriginalUri(address): OriginalUri) -> Response {
    if visitor.visit.person.is_none() {
        return sign_in_first_for(visitor, &address);
    }
    let form = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let (typed, cursor) = (typed(&form), text(&form, "cursor"));
    let cursor = Some(cursor.as_str()).filter(|cursor| !cursor.is_empty());
    match list(&visitor, &typed, cursor).await {
        Ok(Listed { entries, next }) => {
            let (is_further, client) = (cursor.is_some(), own_client(&visitor, &typed.client).await);
            show(
                visitor,
                StatusCode::OK,
                &Model { typed, client, entries, next, is_further, ..Model::default() },
            )
        }
        Err(refusal) if is_about_fields(&refusal) => {
            let problems = problems(&refusal);
            let page = show(visitor, LOOK_AGAIN, &Model { typed, problems, ..Model::default() });
            Cause::refusal(&refusal).put_on(page)
        }
        Err(refusal) => whole_page(visitor, &refusal),
    }
}

async fn list(visitor: &Visitor, typed: &Typed, cursor: Option<&str>) -> Result<Listed, Refusal> {
    let filter: Filter = typed.checked()?;
    activity::list(&visitor.visit, &filter, cursor, activity::PAGE).await
}

/// The person's own client of this id, for the way back to its page. Without it the page is as good.
async fn own_client(visitor: &Visitor, id: &str) -> Option<(String, String)> {
    let found = clients::find(&visitor.visit, &id.trim().parse().ok()?).await.ok()?;
    Some((found.client_id.to_string(), found.client_name))
}

/// The filter as it stands in an address.
pub(crate) fn typed(form: &Form) -> Typed {
    Typed {
        client: text(form, "client"),
        kind: text(form, "kind"),
        outcome: text(form, "outcome"),
        from: text(form, "from"),
        to: text(form, "to"),
    }
}

fn show(visitor: Visitor, status: StatusCode, model: &Model) -> Response {
    let html = page(model, &visitor.frame(OWN_PLACE));
    visitor.page_with_moments(status, html)
}
