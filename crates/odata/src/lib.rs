//! What OData says (OASIS OData 4.01, answering as 4.0 unless asked otherwise): text in, a request that
//! is bound to a model out, and the words of the answer. Knows no column, no SQL and no socket.
//!
//! A request passes through the rooms in this order: [`path`] finds what is addressed, [`options`] reads
//! the system query options, [`request`] puts both together and checks every name against the [`edm`].
//! What cannot be followed becomes an [`error::Refusal`] that names the option and the position.

pub mod edm;
pub mod ast;
pub mod grammar;
pub mod error;
pub mod path;
pub mod options;
pub mod request;
pub mod version;
pub mod media;
pub mod prefer;
pub mod payload;
pub mod service;
pub mod csdl;

mod moment;
mod percent;
mod scan;
#[cfg(test)]
mod sample;
