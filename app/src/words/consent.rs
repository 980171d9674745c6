//! What people are asked before an app may act for them, in a browser and for a device.

#![expect(missing_docs, reason = "a name says where its words stand")]

pub const ON_DEVICE: &str = "It runs in your browser or on your device.";
pub const ON_SERVER: &str = "It runs on a server of its own.";
pub const SENT_TO: &str = "Your answer is sent to ";
pub const TRUST: &str = "It never sees your password. Allow it only if you know and trust it; you can say no without losing anything.";
pub const DENY: &str = "Deny";
pub const ALLOW: &str = "Allow";
pub const ANOTHER_ACCOUNT: &str = "Use another account";
pub const NEW: &str = "New";
pub const WHILE_AWAY: &str = "Also while you are not using it.";
pub const ASKS_AGAIN: &str = "Then it has to ask again.";
pub const HOW_LONG: &str = "How long";
/// Before the code.
pub const ON_DEVICE_SHOWING: &str = "On the device that shows ";
pub const DEVICE_WARNING: &str = "Only go on if you started this on a device in front of you.";
pub const DEVICE_WARNING_TEXT: &str = "Did somebody send you this code, or ask you to open this page? Then they want to get into your account: choose Deny.";
pub const GO_BACK: &str = "Go back to your device";
pub const NOTHING_ALLOWED: &str = "Nothing was allowed";
pub const CONNECT: &str = "Connect a device";
pub const TOO_MANY_CODES: &str = "Too many wrong codes";
pub const TOO_MANY_CODES_TEXT: &str = "Sign out below, sign in again, and ask your device for a new code.";
pub const CODE_HINT: &str = "Eight letters. Capitals and dashes don't matter.";
pub const CODE_BROUGHT: &str = "Go on only if your device shows the same code.";
pub const CODE: &str = "Code";
pub const CODE_LEAD: &str = "Type the code that your device shows.";
pub const CONTINUE: &str = "Continue";

/// The title of the window.
pub fn title(client: &str) -> String {
    format!("{ALLOW} {client}")
}

/// The question of every consent page (`contract.md`).
pub fn wants(client: &str) -> String {
    format!("{client} wants to access your account")
}

/// Who made the app, and where it runs.
pub fn made_by(maker: &str, runs: &str) -> String {
    format!("Made by {maker}. {runs}")
}

/// How long an app may act that stays signed in.
pub fn stay_for(time: &str) -> String {
    format!("Stay signed in for {time}")
}

/// How long one may act that does not.
pub fn act_for(time: &str) -> String {
    format!("Act for you for {time}")
}

/// After a yes on a device's behalf.
pub fn goes_on(client: &str) -> String {
    format!("{client} goes on there in a moment. You can close this page.")
}

/// After a no.
pub fn gets_nothing(client: &str) -> String {
    format!("{client} gets no access to your account. You can close this page.")
}
