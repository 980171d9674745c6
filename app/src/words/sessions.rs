//! What the page of sessions says.

#![expect(missing_docs, reason = "a name says where its words stand")]

pub const TITLE: &str = "Sessions";
pub const LEAD: &str = "Where you are signed in. End what you don't recognise.";
pub const ONE_ENDED: &str = "The session has ended, with the tokens it gave.";
pub const OTHERS_ENDED: &str = "All other sessions have ended, with the tokens they gave.";
pub const DEVICE: &str = "Device";
pub const ADDRESS: &str = "Address";
pub const SIGNED_IN: &str = "Signed in";
pub const LAST_SEEN: &str = "Last seen";
pub const ACTIONS: &str = "Actions";
pub const CURRENT: &str = "This session";
pub const STAYS: &str = "Stays signed in";
pub const UNKNOWN: &str = "Unknown";
pub const SIGN_OUT: &str = "Sign out here";
pub const END: &str = "End session";
pub const ELSEWHERE: &str = "Everywhere else";
pub const END_OTHERS: &str = "End all other sessions";
/// What ending all others does; the name of the page of connected apps stands behind it.
pub const END_OTHERS_TEXT: &str = "This ends every session but this one, at once, with the tokens that apps were given in them. Apps that may stay signed in while you are away go on; you find these under ";

/// The end of the name of a button that stands in every row.
pub fn of_device(device: &str) -> String {
    format!(" of {device}")
}
