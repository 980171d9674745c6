//! The rows of the API's own tables. The shapes are the migration's; the model above them decides what clients see.

pub(crate) mod buffer;
pub(crate) mod project;
pub(crate) mod report;
pub(crate) mod resource;
pub(crate) mod task;
pub(crate) mod task_link;
pub(crate) mod task_resource;
pub(crate) mod webhook;
pub(crate) mod webhook_delivery;
pub(crate) mod webhook_secret;
