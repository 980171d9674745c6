//! The tables of the product's own model.

use std::sync::LazyLock;

use sea_orm::IdenStatic;
use sea_orm::sea_query::{DynIden, IntoIden};

use super::{Between, Link, Schema, Shape, Stamp, Table, report};
use crate::entity::{buffer, project, resource, task, task_link, task_resource, webhook, webhook_delivery};
use crate::model::{BUFFERS, PROJECTS, RESOURCES, TASKS, WEBHOOK_DELIVERIES, WEBHOOKS};
use crate::scopes::Area;

/// A name out of an entity, as statements take it.
pub(crate) fn name(iden: impl IdenStatic) -> DynIden {
    iden.as_str().into_iden()
}

pub(super) static TABLES: LazyLock<Schema> = LazyLock::new(|| {
    let work = [projects(), tasks(), resources(), buffers(), webhooks(), deliveries()];
    Schema::new(work.into_iter().chain(report::tables()).collect())
});

/// Over the table that says who works on what.
fn by_work(here: task_resource::Column, there: task_resource::Column) -> Link {
    Link::Through(Between {
        area: Area::Tasks,
        shape: Shape::Any,
        table: name(task_resource::Entity),
        account: name(task_resource::Column::AccountId),
        here: name(here),
        there: name(there),
    })
}

/// Over the table that says what comes before what.
fn by_order(here: task_link::Column, there: task_link::Column) -> Link {
    Link::Through(Between {
        area: Area::Tasks,
        shape: Shape::Acyclic,
        table: name(task_link::Entity),
        account: name(task_link::Column::AccountId),
        here: name(here),
        there: name(there),
    })
}

fn projects() -> Table {
    use project::Column::*;
    Table::new::<project::Entity>(
        &PROJECTS,
        Area::Projects,
        (AccountId, Version),
        &[
            ("projectId", ProjectId),
            ("projectName", ProjectName),
            ("projectObjective", ProjectObjective),
            ("status", Status),
            ("projectStatusName", ProjectStatusName),
            ("projectDueDate", ProjectDueDate),
            ("projectSuggestedStartDate", ProjectSuggestedStartDate),
            ("minimalStartDate", MinimalStartDate),
            ("riskQuotient", RiskQuotient),
            ("projectManagerID", ProjectManagerId),
            ("bufferPenetration", BufferPenetration),
            ("chainCompletion", ChainCompletion),
            ("earlyWarning", EarlyWarning),
            ("earlyWarningStatus", EarlyWarningStatus),
            ("lastModifiedOn", LastModifiedOn),
            ("lastModifiedByUserID", LastModifiedByUserId),
            ("accountId", AccountId),
        ],
        vec![
            ("projectManager", Link::Here(name(ProjectManagerId))),
            ("tasks", Link::There(name(task::Column::ProjectId))),
            ("buffers", Link::There(name(buffer::Column::ProjectId))),
        ],
    )
    .stamped(vec![
        (name(CreatedAt), Stamp::Made),
        (name(LastModifiedOn), Stamp::Written),
        (name(LastModifiedByUserId), Stamp::WrittenBy),
    ])
}

fn tasks() -> Table {
    use task::Column::*;
    Table::new::<task::Entity>(
        &TASKS,
        Area::Tasks,
        (AccountId, Version),
        &[
            ("taskId", TaskId),
            ("taskNumber", TaskNumber),
            ("taskName", TaskName),
            ("projectId", ProjectId),
            ("status", Status),
            ("focusedDuration", FocusedDuration),
            ("safeDuration", SafeDuration),
            ("remainingDuration", RemainingDuration),
            ("isCritical", IsCritical),
            ("percentComplete", PercentComplete),
            ("startedOn", StartedOn),
            ("completedOn", CompletedOn),
        ],
        vec![
            ("project", Link::Here(name(ProjectId))),
            ("resources", by_work(task_resource::Column::TaskId, task_resource::Column::ResourceId)),
            ("predecessors", by_order(task_link::Column::SuccessorId, task_link::Column::PredecessorId)),
            ("successors", by_order(task_link::Column::PredecessorId, task_link::Column::SuccessorId)),
        ],
    )
    .stamped(vec![(name(CreatedAt), Stamp::Made)])
}

fn resources() -> Table {
    use resource::Column::*;
    Table::new::<resource::Entity>(
        &RESOURCES,
        Area::Resources,
        (AccountId, Version),
        &[
            ("resourceId", ResourceId),
            ("resourceName", ResourceName),
            ("kind", Kind),
            ("email", Email),
            ("costPerHour", CostPerHour),
            ("capacity", Capacity),
            ("workingDays", WorkingDays),
            ("isActive", IsActive),
        ],
        vec![("tasks", by_work(task_resource::Column::ResourceId, task_resource::Column::TaskId))],
    )
    .stamped(vec![(name(CreatedAt), Stamp::Made)])
}

fn buffers() -> Table {
    use buffer::Column::*;
    Table::new::<buffer::Entity>(
        &BUFFERS,
        Area::Projects,
        (AccountId, Version),
        &[
            ("bufferId", BufferId),
            ("projectId", ProjectId),
            ("kind", Kind),
            ("sizeDays", SizeDays),
            ("consumedDays", ConsumedDays),
        ],
        vec![("project", Link::Here(name(ProjectId)))],
    )
    .stamped(vec![(name(CreatedAt), Stamp::Made)])
}

fn webhooks() -> Table {
    use webhook::Column::*;
    Table::new::<webhook::Entity>(
        &WEBHOOKS,
        Area::Webhooks,
        (AccountId, Version),
        &[
            ("webhookId", WebhookId),
            ("url", Url),
            ("description", Description),
            ("eventTypes", EventTypes),
            ("isActive", IsActive),
            ("createdOn", CreatedAt),
            ("disabledReason", DisabledReason),
        ],
        vec![("deliveries", Link::There(name(webhook_delivery::Column::WebhookId)))],
    )
    .owned_by(OwnerUserId)
    .stamped(vec![(name(CreatedAt), Stamp::Made), (name(OwnerUserId), Stamp::Owner)])
}

fn deliveries() -> Table {
    use webhook_delivery::Column::*;
    Table::new::<webhook_delivery::Entity>(
        &WEBHOOK_DELIVERIES,
        Area::Webhooks,
        (AccountId, Version),
        &[
            ("deliveryId", DeliveryId),
            ("webhookId", WebhookId),
            ("messageId", MessageId),
            ("eventType", EventType),
            ("createdOn", CreatedAt),
            ("attempt", Attempt),
            ("status", Status),
            ("responseStatus", ResponseStatus),
            ("nextAttemptOn", NextAttemptOn),
        ],
        vec![("webhook", Link::Here(name(WebhookId)))],
    )
    .owned_by(OwnerUserId)
}
