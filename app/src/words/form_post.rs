//! What the page says that takes an answer to the client as a form.

#![expect(missing_docs, reason = "a name says where its words stand")]

pub const TITLE: &str = "Back to the app";
pub const ALMOST: &str = "Almost there";
pub const ALMOST_TEXT: &str = "Your answer goes back to the app now.";
pub const CONTINUE: &str = "Continue";
