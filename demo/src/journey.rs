//! What the app does, from a pressed button to the next thing that is shown.

pub mod arrive;
pub mod projects;
pub mod renew;
pub mod sign_in;
pub mod sign_out;
pub mod tokens;
