//! `/Identity/Account/Manage/Activity/Export`: what happened, as a file.

use app::api::activity::Events;
use app::routes::Page;
use axum::extract::{OriginalUri, RawQuery};
use axum::response::{IntoResponse, Response};
use domain::event::Typed;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, LINK};
use identity::activity::{self, Listed};
use oauth::form::Form;

use super::super::fields::text;
use super::super::{sign_in_first_for, whole_page};
use super::typed;
use crate::error::Problem;
use crate::events;
use crate::extract::Visitor;

/// Sends the newest events that fit, as CSV or JSON; `Link` names the rest (RFC 8288).
pub async fn get(visitor: Visitor, RawQuery(query): RawQuery, OriginalUri(address): OriginalUri) -> Response {
    if visitor.visit.person.is_none() {
        return sign_in_first_for(visitor, &address);
    }
    let form = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let as_csv = match &*text(&form, "format") {
        "csv" => true,
        "json" => false,
        _ => return Problem::bad_request("The format has to be csv or json.").into_response(),
    };
    let (typed, cursor) = (typed(&form), text(&form, "cursor"));
    let cursor = Some(cursor.as_str()).filter(|cursor| !cursor.is_empty());
    let listed = match typed.checked() {
        Ok(filter) => activity::list(&visitor.visit, &filter, cursor, activity::MOST).await,
        Err(problems) => Err(problems.into()),
    };
    match listed {
        Ok(listed) => file(visitor, listed, as_csv, &typed),
        Err(refusal) if super::is_about_fields(&refusal) => {
            Problem::bad_request("The filter can't be read; see the page of activity.").into_response()
        }
        Err(refusal) => whole_page(visitor, &refusal),
    }
}

fn file(visitor: Visitor, listed: Listed, as_csv: bool, typed: &Typed) -> Response {
    let format = if as_csv { "csv" } else { "json" };
    let rest = listed.next.as_deref().map(|next| {
        let more = [("format", Some(format)), ("cursor", Some(next))];
        let pairs: Vec<_> = typed.pairs().map(|(name, text)| (name, Some(text))).chain(more).collect();
        format!("<{}>; rel=\"next\"", Page::ActivityExport.with_query(&pairs))
    });
    let name = format!("attachment; filename=\"activity.{format}\"");
    let mut response = if as_csv {
        ([(CONTENT_TYPE, "text/csv; charset=utf-8")], events::csv(&listed.entries)).into_response()
    } else {
        axum::Json(Events::told(listed.entries, listed.next)).into_response()
    };
    let headers = response.headers_mut();
    headers.extend(name.parse().ok().map(|name| (CONTENT_DISPOSITION, name)));
    headers.extend(rest.and_then(|rest| rest.parse().ok()).map(|rest| (LINK, rest)));
    visitor.dress(response)
}
