//! `/Identity/Account/Consent`

use app::account::Onward;
use app::account::consent::{Asked, AskedGroup, Lasts, Model, Runs, Since, page};
use axum::extract::RawQuery;
use axum::response::{IntoResponse, Response};
use domain::client::ClientType;
use domain::scope_catalogue::Group;
use http::{HeaderMap, StatusCode};
use identity::authorize::{self, Answer, ConsentForm, ConsentPage, ConsentScope, Lasting, Next};
use oauth::form::Form;

use super::fields::{onward, text};
use crate::connect::authorize::go;
use crate::error::{Cause, Problem};
use crate::extract::{FormBody, Visitor};

/// Goes on with a request: asks, or sends the browser back to the client when nothing is left to ask.
pub async fn get(visitor: Visitor, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let form = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let request = onward(&form).request.unwrap_or_default();
    match authorize::resume(&visitor.visit, &request, &visitor.browser).await {
        Ok(Next::Consent(request)) => ask(visitor, request, &headers).await,
        next => go(visitor, next, &headers),
    }
}

/// Takes the answer.
pub async fn post(visitor: Visitor, headers: HeaderMap, FormBody(form): FormBody) -> Response {
    if !visitor.sent(&form) {
        return Problem::cross_site().into_response();
    }
    let answer = match text(&form, "decision").as_str() {
        "allow" => Answer::Allow,
        "deny" => Answer::Deny,
        _ => return Problem::bad_request("The form has to say allow or deny.").into_response(),
    };
    let (request, person) = (onward(&form).request.unwrap_or_default(), text(&form, "person"));
    let said = ConsentForm { request: &request, person: &person, answer };
    match authorize::answer(&visitor.visit, &visitor.browser, said).await {
        // Somebody else is signed in by now than the one who was asked.
        Ok(Next::Consent(request)) => ask(visitor, request, &headers).await,
        next => go(visitor, next, &headers),
    }
}

async fn ask(visitor: Visitor, request: String, headers: &HeaderMap) -> Response {
    match authorize::consent_page(&visitor.visit, &request, &visitor.browser).await {
        Ok(Some(asked)) => {
            let form_action = Some(asked.form_action.clone());
            let html = page(&model(asked, request), &visitor.frame(None));
            visitor.page(StatusCode::OK, html, form_action)
        }
        Ok(None) => go(visitor, Ok(Next::Gone), headers),
        Err(failure) => Cause::of(&failure).put_on(Problem::internal().into_response()),
    }
}

fn model(asked: ConsentPage, request: String) -> Model {
    Model {
        client: asked.client_name,
        redirect_host: asked.redirect_host,
        groups: groups(&asked.scopes),
        made_by: asked.owner_name,
        runs: match asked.client_type {
            ClientType::Public => Runs::OnDevice,
            ClientType::Confidential => Runs::OnServer,
        },
        lasts: lasts(asked.lasting),
        person: asked.person,
        onward: Onward { return_to: None, request: Some(request) },
    }
}

/// What a client asks for, in the order in which people read it.
pub(super) fn groups(scopes: &[ConsentScope]) -> Vec<AskedGroup> {
    let groups =
        [(Group::Identity, "About you"), (Group::Api, "In the API"), (Group::Special, "Beyond that")];
    groups.into_iter().filter_map(|(group, title)| group_of(scopes, group, title)).collect()
}

fn group_of(scopes: &[ConsentScope], group: Group, title: &str) -> Option<AskedGroup> {
    let first_time = !scopes.iter().any(|scope| scope.new);
    let asked: Vec<Asked> = scopes
        .iter()
        // How long an app stays signed in is said by itself, with the time.
        .filter(|scope| scope.entry.group == group && scope.entry.name != "offline_access")
        .map(|scope| Asked {
            words: capitalised(scope.entry.words),
            detail: None,
            since: match (first_time, scope.new) {
                (true, _) => Since::FirstTime,
                (false, true) => Since::New,
                (false, false) => Since::Before,
            },
        })
        .collect();
    (!asked.is_empty()).then(|| AskedGroup { title: title.to_owned(), asked })
}

/// For how long an app may act, in words.
pub(super) fn lasts(lasting: Lasting) -> Lasts {
    Lasts { time: duration(lasting.seconds), offline: lasting.offline }
}

/// A time in words, in the largest unit that tells it whole.
fn duration(seconds: u64) -> String {
    let units = [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")];
    let whole = units.into_iter().find(|(unit, _)| seconds >= *unit && seconds.is_multiple_of(*unit));
    let (unit, word) = whole.unwrap_or((1, "second"));
    let number = seconds / unit;
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn a_time_is_said_in_its_largest_unit() {
        for (seconds, words) in [
            (2_592_000, "30 days"),
            (86_400, "1 day"),
            (3_600, "1 hour"),
            (5_400, "90 minutes"),
            (61, "61 seconds"),
            (0, "0 seconds"),
        ] {
            assert_eq!(duration(seconds), words);
        }
    }
}
