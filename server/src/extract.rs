//! What handlers may ask for.

pub mod agent;
mod caller;
pub mod form_body;
mod proofs;
pub mod visitor;

pub use caller::Caller;
pub use form_body::FormBody;
pub use proofs::proofs;
pub use visitor::Visitor;
