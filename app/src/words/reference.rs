//! What stands around the operations of the management API on their page.

#![expect(missing_docs, reason = "a name says where its words stand")]

pub const TITLE: &str = "Management API";
pub const LEAD: &str =
    "What the console does, for programs: signed in, or with an access token that has the scope admin.";
/// Before and behind the link to the document.
pub const FOR_MACHINES: [&str; 2] = ["The same as a document for machines: ", " (OpenAPI 3.1)."];
pub const DOCUMENT: &str = "openapi.json";
pub const OPERATIONS: &str = "Operations";
pub const PARAMETERS: &str = "Parameters";
pub const BODY: &str = "Body";
pub const ANSWERS: &str = "Answers";
pub const CHANGES: &str = "What changed";
/// How the API says that something will be taken away.
pub const ANNOUNCED: &str = "What will be taken away says so half a year before, in every answer: `Deprecation` since when there is \
                             something better, `Sunset` until when it is served.";
