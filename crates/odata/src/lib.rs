//! What OData says (OASIS OData 4.01, answering as 4.0 unless asked otherwise): text in, a request that
//! is bound to a model out, and the words of the answer. Knows no column, no SQL and no socket.
//!
//! A request passes through the rooms in this order: [`path`] finds what is addressed, [`options`] splits the query
//! string, [`grammar`] makes trees of the options, [`bind`] checks every name and type against the [`edm`], and
//! [`request`] puts all of it together. What cannot be followed becomes an [`error::Refusal`] that names the option and
//! the position.

pub mod edm;
pub mod ast;
pub mod grammar;
pub mod bind;
pub mod error;
pub mod path;
pub mod options;
pub mod request;
pub mod version;
pub mod condition;
pub mod media;
pub mod prefer;
pub mod payload;
pub mod body;
pub mod service;
pub mod csdl;
pub mod batch;

mod moment;
mod percent;
#[cfg(test)]
mod sample;
