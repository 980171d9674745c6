//! The parts that pages are put together from. They take strings, signals and callbacks, and know no domain type.
//!
//! Each part prints plain HTML that works before a script has come, and wakes up where one comes.
//! Most of them forget their type (`into_any`): pages made of whole types grow beyond what a compiler likes.
//! How they look is said in `style/`, under the class of the same name.

#![expect(
    unreachable_pub,
    reason = "the component macro publishes what it makes of a private module's parts"
)]

mod badge;
mod button;
mod choice;
mod clipboard;
mod code_block;
mod coded;
mod copy;
mod dialog;
mod empty;
mod field;
mod heading;
mod icon;
mod loaded;
mod menu;
mod meter;
mod notice;
mod password_field;
mod problems;
mod radio;
mod radio_cards;
mod select;
mod steps;
mod table;
mod text_area;
mod text_field;
mod theme_switch;
mod tick;
mod timestamp;
mod toast;
pub(crate) mod typed;

pub use badge::{Badge, BadgeDot, BadgeTone};
pub use button::{Button, ButtonKind, ButtonRole, ButtonSize, LinkButton};
pub use choice::{Checkbox, Choice, FieldSet};
pub use code_block::CodeBlock;
pub use coded::coded;
pub use copy::Copy;
pub use dialog::{Dialog, DialogActions, DialogBody, DialogWidth};
pub use empty::EmptyState;
pub use heading::PageHeading;
pub use icon::{Icon, IconName};
pub use loaded::{Kept, Loaded, LoadingProblem, Skeleton};
pub use menu::{Menu, MenuItem, MenuItemKind};
pub use meter::Meter;
pub use notice::{Notice, NoticeKind};
pub use password_field::PasswordField;
pub use problems::{ErrorSummary, FieldProblem, problem_of};
pub use radio::RadioGroup;
pub use radio_cards::{RadioCard, RadioCards};
pub use select::Select;
pub use steps::Steps;
pub use table::{Cell, CellKind, Column, CompareTable, Row, Table};
pub use text_area::{TextArea, TextAreaKind};
pub use text_field::{InputKind, TextField};
pub use theme_switch::ThemeSwitch;
pub use tick::Tick;
pub use timestamp::{Day, ExactTimestamp, Second, Timestamp, moment_title};
pub use toast::{Toaster, Toasts};
