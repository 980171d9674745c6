//! What comes back of an entity that a request has made or changed.

use crate::bind::{Binder, Query, Setting, Texts};
use crate::edm::{EntitySet, Model};
use crate::error::Refusal;
use crate::options::{Options, SystemOption};

/// The options that say what comes back of one entity.
pub(super) const CHANGED: &[SystemOption] =
    &[SystemOption::Format, SystemOption::Select, SystemOption::Expand, SystemOption::Compute];

/// What an entity that a request makes or changes is answered with (Protocol §11.4.1), and the sets that the answer
/// depends on.
///
/// # Errors
/// When an option doesn't apply, or says something that can't be followed.
pub fn changed(
    model: &Model,
    set: &'static EntitySet,
    options: &Options,
    now: i64,
) -> Result<(Query, Vec<&'static EntitySet>), Refusal> {
    options.only(CHANGED)?;
    let mut binder = Binder::new(Setting { model, now, aliases: options.aliases() }, set);
    let query = binder.query(Texts {
        select: options.value(SystemOption::Select),
        expand: options.value(SystemOption::Expand),
        compute: options.value(SystemOption::Compute),
        ..Texts::default()
    })?;
    Ok((query, binder.touched))
}
