//! Devices without a browser (RFC 8628): the device begins and asks at the token endpoint, its person decides here.
//!
//! A user code is short enough to be typed, so it could be guessed as well. Therefore only somebody who is signed in
//! types one, wrong ones count against their address, and after a few their session types no more (security rule X-Device).

mod begin;
mod decide;

pub use self::begin::begin;
pub use self::decide::{DevicePage, Missed, decide, look_up};
