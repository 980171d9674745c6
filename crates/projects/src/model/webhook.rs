//! Webhooks, and the messages that were or will be sent to them.

use odata::edm::{EdmType, EntityType, Multiplicity, Navigation, Property};

use super::DELIVERY_STATUS;

/// An address that wants to be told of changes. Its secret is no property: it is told once, in the answer to who made it.
pub(crate) static WEBHOOK: EntityType = EntityType {
    name: "Webhook",
    key: "webhookId",
    properties: &[
        Property::new("webhookId", EdmType::Int32).required().computed(),
        Property::new("url", EdmType::String).required(),
        Property::new("description", EdmType::String),
        Property::new("eventTypes", EdmType::Strings).required(),
        Property::new("isActive", EdmType::Boolean).required(),
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
