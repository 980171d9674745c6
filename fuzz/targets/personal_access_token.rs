//! Personal access tokens: what is read is what was written, to the letter.
#![no_main]

use domain::personal_access_token::{LONGEST, PersonalAccessToken};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some(token) = PersonalAccessToken::parse("exepron", text) {
        assert!(text.len() <= LONGEST);
        assert_eq!(format!("exepron_pat_{}:{}", token.client_id, token.secret), text);
    }
});
