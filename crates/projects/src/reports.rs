//! What projects come to: figures that are summed up, kept beside each project and kept for each day.

mod fever_chart;
mod figures;
mod follow;
mod resource_load;

pub(crate) use fever_chart::fever_chart;
pub(crate) use figures::{Figures, keep, sum_up};
pub(crate) use follow::{follow, project_of};
pub(crate) use resource_load::{range, resource_load};
