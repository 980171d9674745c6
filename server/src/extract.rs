//! What handlers may ask for.

pub mod form_body;
pub mod visitor;

pub use form_body::FormBody;
pub use visitor::Visitor;
