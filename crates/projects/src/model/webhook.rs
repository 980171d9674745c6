//! Webhooks, and the messages that were or will be sent to them.

use odata::edm::{
    ComplexType, EdmType, EntityType, Multiplicity, Navigation, Operation, OperationKind, Property, Returns,
};

use super::DELIVERY_STATUS;

/// An address that wants to be told of changes. Its secret is no property: it is told once, in the answer to who made it.
pub(crate) static WEBHOOK: EntityType = EntityType {
    name: "Webhook",
    key: "webhookId",
    properties: &[
        Property::new("webhookId", EdmType::Int32).required().computed(),
        Property::new("url", EdmType::String).required().length(1, 2000),
        Property::new("description", EdmType::String).length(0, 500),
        Property::new("eventTypes", EdmType::Strings).required(),
        Property::new("isActive", EdmType::Boolean).required().unless_said(true),
        Property::new("createdOn", EdmType::DateTimeOffset).required().computed(),
        Property::new("disabledReason", EdmType::String).computed(),
    ],
    navigation: &[Navigation {
        name: "deliveries",
        target: "WebhookDeliveries",
        many: Multiplicity::Many,
        partner: Some("webhook"),
        foreign_key: None,
    }],
};

/// A message to one webhook: how often it was tried, and what came of it.
pub(crate) static WEBHOOK_DELIVERY: EntityType = EntityType {
    name: "WebhookDelivery",
    key: "deliveryId",
    properties: &[
        Property::new("deliveryId", EdmType::Int32).required().computed(),
        Property::new("webhookId", EdmType::Int32).required().computed(),
        Property::new("messageId", EdmType::String).required().computed(),
        Property::new("eventType", EdmType::String).required().computed(),
        Property::new("createdOn", EdmType::DateTimeOffset).required().computed(),
        Property::new("attempt", EdmType::Int32).required().computed(),
        Property::new("status", EdmType::Enum(&DELIVERY_STATUS)).required().computed(),
        Property::new("responseStatus", EdmType::Int32).computed(),
        Property::new("nextAttemptOn", EdmType::DateTimeOffset).computed(),
    ],
    navigation: &[Navigation {
        name: "webhook",
        target: "Webhooks",
        many: Multiplicity::One,
        partner: Some("deliveries"),
        foreign_key: Some("webhookId"),
    }],
};

/// A secret, in the one answer that has it.
pub(crate) static WEBHOOK_SECRET: ComplexType =
    ComplexType { name: "WebhookSecret", properties: &[Property::new("secret", EdmType::String).required()] };

/// Another secret for a webhook.
pub(crate) const ROTATE_SECRET: Operation = Operation {
    name: "RotateSecret",
    kind: OperationKind::Action,
    on: Some(&WEBHOOK),
    parameters: &[],
    returns: Returns::One(&WEBHOOK_SECRET),
    rows: None,
    reads: &[],
};

/// A message again, from the beginning.
pub(crate) const RETRY: Operation = Operation {
    name: "Retry",
    kind: OperationKind::Action,
    on: Some(&WEBHOOK_DELIVERY),
    parameters: &[],
    returns: Returns::Entity(&WEBHOOK_DELIVERY),
    rows: None,
    reads: &[],
};
