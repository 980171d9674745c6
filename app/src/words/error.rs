//! What an error page says: what happened, why, and what helps.

#![expect(missing_docs, reason = "a name says where its words stand")]

pub const UNREGISTERED: &str = "This app can't sign you in";
pub const UNREGISTERED_WHY: &str = "It wants the answer sent to an address that is not registered for it. Your account is safe: nothing was sent.";
pub const UNREGISTERED_REMEDY: &str = "Go back to the app and tell its makers. The address must match a registered one exactly, with the same letters, the same scheme and the same slashes.";
pub const UNKNOWN: &str = "This app is not known here";
pub const UNKNOWN_WHY: &str = "The link carries a client id that belongs to no active app on this server.";
pub const START_AGAIN_OR_TELL: &str =
    "Go back to the app and start again. If it happens again, tell its makers.";
pub const GENERAL: &str = "Something went wrong";
pub const GENERAL_WHY: &str = "What you came for could not be done.";
pub const GENERAL_REMEDY: &str =
    "Go back and try again. If it happens again, tell whoever runs this server, with the request id.";
pub const USED: &str = "This link works only once";
pub const USED_WHY: &str = "It was used before, or it waited for too long.";
pub const NOTHING: &str = "There is nothing here";
pub const NOTHING_WHY: &str = "The address leads to no page, or to one that has been removed.";
pub const NOTHING_REMEDY: &str = "Check the address, or begin at the start page.";
pub const EXPIRED: &str = "This page has expired";
pub const EXPIRED_WHY: &str = "It was open for too long, or it was answered before.";
pub const START_AGAIN: &str = "Go back to the app and start again.";
pub const BROKEN: &str = "Something broke on our side";
pub const BROKEN_WHY: &str = "The server could not finish what you asked for.";
pub const BROKEN_REMEDY: &str =
    "Try again in a moment. If it happens again, send the request id to whoever runs this server.";
pub const CODE: &str = "Code";
pub const RECEIVED: &str = "Address received";
pub const REQUEST_ID: &str = "Request id";
pub const START_PAGE: &str = "Go to the start page";

/// What happened, by the status of the answer.
pub const fn title(status: u16) -> &'static str {
    match status {
        404 => NOTHING,
        403 | 405 => "This can't be done here",
        408 => "That took too long",
        413 => "That is too large",
        429 => "Too many tries",
        503 => "The server is busy",
        500.. => BROKEN,
        _ => "This request can't be read",
    }
}

/// What to do then.
pub const fn remedy(status: u16) -> &'static str {
    match status {
        404 => NOTHING_REMEDY,
        408 | 429 | 500.. => BROKEN_REMEDY,
        _ => GENERAL_REMEDY,
    }
}
