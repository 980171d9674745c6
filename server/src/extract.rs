//! What handlers may ask for.

pub mod form_body;
mod proofs;
pub mod visitor;

pub use form_body::FormBody;
pub use proofs::proofs;
pub use visitor::Visitor;
