//! The way in for a device without a browser: its code, the question, and the way back to it (RFC 8628 §3.3).

pub mod ask;
pub mod done;
pub mod enter;
