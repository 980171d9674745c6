//! The objects that the management API reads and writes. That they are what the types are is shown by tests.

mod answered;
mod asked;
mod members;
mod reported;

#[cfg(test)]
mod tests;

pub(super) use self::answered::{
    CLAIM, CLIENT, CLIENT_PAGE, CREATED_CLIENT, DOCUMENTATION, EVIDENCE, ISSUED_SECRET, SECRET_LIST, SNIPPETS,
};
pub(super) use self::asked::{CHANGE, CLIENT_QUERY, DEFINITION, REGENERATION, SECRET_LABEL, WANTED};
pub(super) use self::reported::{EXPORT, FIELD_PROBLEM, IMPORT, PROBLEM, REPORT};
use super::shape::Shape;

const TEXTS: Shape = Shape::List(&Shape::Text);
