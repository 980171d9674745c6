//! The frames that pages stand in: the stranger's card and the profile settings.
//!
//! Account pages and console share them, so that a person sees one house.

#![expect(
    unreachable_pub,
    reason = "the component macro publishes what it makes of a private module's parts"
)]

mod brand;
mod frame;
mod settings;
mod stranger;
pub(crate) mod theme_form;

pub use brand::{Brand, BrandMark};
pub use frame::{Frame, NavItem, SignedIn, Theme};
pub use settings::SettingsFrame;
pub use stranger::{CardWidth, StrangerFrame};
