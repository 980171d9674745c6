//! The pages of people: plain forms that work without any script.

pub mod activity;
pub mod connected_apps;
pub mod consent;
pub mod device;
pub mod errors;
pub mod fields;
pub mod home;
pub mod login;
pub mod logout;
pub mod password;
pub mod profile;
pub mod register;
pub mod sessions;
pub mod setup;
pub mod theme;

use app::account::Onward;
use app::layout::NavItem;
use app::routes::Page;
use axum::response::{IntoResponse, Response};
use domain::refusal::{Refusal, RefusalCode};
use http::header::RETRY_AFTER;
use http::{StatusCode, Uri};
use identity::authorize;
use identity::failure::Failure;

use crate::error::{Cause, Problem};
use crate::extract::Visitor;

/// Sends who isn't signed in to the sign-in page, and back here afterwards.
pub(crate) fn sign_in_first(visitor: Visitor, address: &str) -> Response {
    visitor.to(&Page::Login.with_query(&[("return_to", Some(address))]))
}

/// The same for the address that was asked for, with its query. A form that was sent has no other place to go back to.
fn sign_in_first_for(visitor: Visitor, address: &Uri) -> Response {
    let address = address.path_and_query().map_or_else(|| Page::Profile.path(), ToString::to_string);
    sign_in_first(visitor, &address)
}

/// A path on this server, or none: what else may come in `return_to` leads away (security rule L12).
pub(crate) fn local_path(address: Option<&str>) -> Option<String> {
    let address = address?;
    let mut letters = address.chars();
    let rooted = letters.next() == Some('/') && !matches!(letters.next(), Some('/' | '\\'));
    // What isn't printable ASCII has no place in an address (RFC 3986 §2), and a `Location` can't hold it.
    let plain = address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (rooted && plain && address.len() <= 2048).then(|| address.to_owned())
}

/// Whether a sign-in on the way to this place outlives the browser, because of the client that asked for it.
async fn outlives_browser(visitor: &Visitor, onward: &Onward) -> Result<bool, Failure> {
    match &onward.request {
        Some(request) => authorize::outlives_browser(&visitor.visit, request, &visitor.browser).await,
        None => Ok(false),
    }
}

/// The answer to a refusal that belongs to no field.
fn whole_page(visitor: Visitor, refusal: &Refusal) -> Response {
    let answer = match refusal.code {
        RefusalCode::NotSignedIn => sign_in_first(visitor, &Page::Profile.path()),
        RefusalCode::NotFound => Problem::not_found().into_response(),
        RefusalCode::Busy => try_again_in(refusal.retry_after, Problem::unavailable().into_response()),
        _ => Problem::internal().into_response(),
    };
    Cause::refusal(refusal).put_on(answer)
}

/// Says after how many seconds it is worth trying again (RFC 9110 §10.2.3).
fn try_again_in(seconds: Option<u64>, mut response: Response) -> Response {
    if let Some(seconds) = seconds {
        response.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    response
}

/// The status of a page whose fields need attention.
const LOOK_AGAIN: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// Whether a refusal is about fields.
fn is_about_fields(refusal: &Refusal) -> bool {
    refusal.code == RefusalCode::FieldProblems
}

/// The place in the profile settings of each page.
const PROFILE: Option<NavItem> = Some(NavItem::Profile);
const PASSWORD: Option<NavItem> = Some(NavItem::Password);

/// The same for a page whose place the page itself knows.
const OWN_PLACE: Option<NavItem> = None;

#[cfg(test)]
mod tests {
    use super::local_path;

    // Shows L12.
    #[test]
    fn only_a_path_on_this_server_is_returned_to() {
        for good in ["/", "/Identity/Account/Manage", "/a?b=c#d"] {
            assert_eq!(local_path(Some(good)).as_deref(), Some(good));
        }
        for bad in [
            "",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "/\\/evil.example",
            "\\/evil.example",
            "/a\\evil.example",
            "//evil.example@localhost",
            "/\u{e4}",
            "/a b",
            "/\u{b}/evil.example",
            "/\u{7f}/evil.example",
            "/\n/evil.example",
            "\t//evil.example",
            "\u{0}//evil.example",
            "\u{85}//evil.example",
            "http:evil.example",
            "http:/evil.example",
            "https:///evil.example",
            "HTTPS://evil.example",
            "data:text/html,x",
            "vbscript:x",
            "?x=//evil.example",
            "#//evil.example",
            "evil.example",
            ".//evil.example",
            "%2f%2fevil.example",
            "\u{2215}\u{2215}evil.example",
            "https://evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/a\r\nSet-Cookie: x",
            "javascript:alert(1)",
            " /a",
            "a",
        ] {
            assert_eq!(local_path(Some(bad)), None, "{bad}");
        }
    }
}
