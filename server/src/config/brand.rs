//! What makes an installation look like its owner's.

use confique::Config;
use serde::Serialize;

/// Names that people and scanners see.
#[derive(Debug, Config, Serialize)]
pub struct BrandSettings {
    /// What personal access tokens begin with, before "_pat_": 2 to 32 lower-case letters and digits.
    #[config(env = "LATCHKEY_BRAND__PREFIX", default = "exepron", validate = prefix)]
    pub prefix: String,
}

/// A prefix must be found by the scanners that look for leaked tokens, and must not need quoting anywhere.
fn prefix(text: &impl AsRef<str>) -> Result<(), &'static str> {
    let text = text.as_ref();
    let right = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if (2..=32).contains(&text.len()) && text.bytes().all(right) {
        Ok(())
    } else {
        Err("must be 2 to 32 lower-case letters and digits")
    }
}
