//! The model that the API serves: critical-chain projects, their tasks, resources and buffers, and reports on them.
//!
//! Names are the vendor's, camelCase included: its clients must find what they ask for.

use odata::edm::{EntitySet, Model};

mod enums;
mod project;
mod report;
mod resource;
mod task;
mod webhook;

pub(crate) use enums::{
    ACTIVE, BUFFER_KIND, BUFFER_ZONE, COMPLETED, DELIVERY_STATUS, IN_PROGRESS, NOT_STARTED, PROJECT_BUFFER,
    RESOURCE_KIND, TASK_STATUS, WEEK_DAYS,
};
use report::{BUFFER_FIGURES, BUFFER_STATUS, FEVER_POINT, PORTFOLIO_STATUS, REPORT, RESOURCE_WEEK};
pub(crate) use report::{BUFFER_FIGURES_KEPT, FEVER_CHART, REPORT_REMAINING, RESOURCE_LOAD};
use webhook::WEBHOOK_SECRET;
pub(crate) use webhook::{RETRY, ROTATE_SECRET};

/// The longest that anything takes, in days: a hundred years, so that no sum of durations leaves 32 bits.
const MOST_DAYS: i64 = 36_525;

/// Everything under `/odata/`.
pub static MODEL: Model = Model {
    namespace: "Ccpm",
    container: "Container",
    enums: &[&TASK_STATUS, &RESOURCE_KIND, &BUFFER_KIND, &BUFFER_ZONE, &WEEK_DAYS, &DELIVERY_STATUS],
    sets: &[PROJECTS, TASKS, RESOURCES, BUFFERS, REPORTS, WEBHOOKS, WEBHOOK_DELIVERIES],
    complex: &[&BUFFER_FIGURES, &FEVER_POINT, &RESOURCE_WEEK, &WEBHOOK_SECRET],
    operations: &[
        BUFFER_STATUS,
        FEVER_CHART,
        PORTFOLIO_STATUS,
        RESOURCE_LOAD,
        REPORT_REMAINING,
        ROTATE_SECRET,
        RETRY,
    ],
};

pub(crate) const PROJECTS: EntitySet = EntitySet { name: "Projects", entity: &project::PROJECT };
pub(crate) const TASKS: EntitySet = EntitySet { name: "Tasks", entity: &task::TASK };
pub(crate) const RESOURCES: EntitySet = EntitySet { name: "Resources", entity: &resource::RESOURCE };
pub(crate) const BUFFERS: EntitySet = EntitySet { name: "Buffers", entity: &project::BUFFER };
pub(crate) const REPORTS: EntitySet = EntitySet { name: "Reports", entity: &REPORT };
pub(crate) const WEBHOOKS: EntitySet = EntitySet { name: "Webhooks", entity: &webhook::WEBHOOK };
pub(crate) const WEBHOOK_DELIVERIES: EntitySet =
    EntitySet { name: "WebhookDeliveries", entity: &webhook::WEBHOOK_DELIVERY };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entity_begins_with_its_key() {
        for set in MODEL.sets {
            assert_eq!(set.entity.properties[0].name, set.entity.key, "{}", set.name);
        }
    }

    #[test]
    fn every_navigation_leads_somewhere_and_its_partner_leads_back() {
        for set in MODEL.sets {
            for navigation in set.entity.navigation {
                let target = MODEL.set(navigation.target).unwrap();
                if let Some(partner) = navigation.partner {
                    assert_eq!(
                        target.entity.navigation(partner).unwrap().target,
                        set.name,
                        "{}",
                        navigation.name
                    );
                }
                if let Some(foreign_key) = navigation.foreign_key {
                    assert!(set.entity.property(foreign_key).is_some(), "{foreign_key}");
                }
            }
        }
    }

    // Types and operations share their names' room (CSDL §5).
    #[test]
    fn no_two_types_or_operations_have_one_name() {
        let mut names: Vec<_> = MODEL.enums.iter().map(|kind| kind.name).collect();
        names.extend(MODEL.sets.iter().map(|set| set.entity.name));
        names.extend(MODEL.complex.iter().map(|complex| complex.name));
        names.extend(MODEL.operations.iter().map(|operation| operation.name));
        names.push(MODEL.container);
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn no_name_differs_from_another_by_case_alone() {
        for set in MODEL.sets {
            let properties = set.entity.properties.iter().map(|property| property.name);
            let names = properties.chain(set.entity.navigation.iter().map(|navigation| navigation.name));
            let mut names: Vec<_> = names.map(str::to_ascii_lowercase).collect();
            let all = names.len();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), all, "{}", set.name);
        }
    }
}
