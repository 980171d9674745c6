//! How the log looks.

use confique::Config;
use serde::{Deserialize, Serialize};
use tracing_subscriber::EnvFilter;

/// The log, which goes to standard error.
#[derive(Debug, Config, Serialize)]
pub struct LogSettings {
    /// `text` for people, `json` for machines.
    #[config(env = "LATCHKEY_LOG__FORMAT", default = "text")]
    pub format: LogFormat,

    /// What is logged: a level (error, warn, info, debug, trace), or levels by module as in "info,server=debug".
    #[config(env = "LATCHKEY_LOG__FILTER", default = "info", validate = filter)]
    pub filter: String,
}

/// Who reads the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// People, at a terminal.
    Text,
    /// Machines: one JSON object a line.
    Json,
}

fn filter(text: &impl AsRef<str>) -> Result<(), String> {
    EnvFilter::try_new(text.as_ref()).map(drop).map_err(|error| format!("is not a log filter: {error}"))
}
