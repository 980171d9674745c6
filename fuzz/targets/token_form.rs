//! The body of a token request: whatever it is, it is read or refused, and what was read names its grant.
#![no_main]

use libfuzzer_sys::fuzz_target;
use oauth::form::Form;
use oauth::token::TokenRequest;

fuzz_target!(|bytes: &[u8]| {
    let Ok(form) = Form::parse(bytes) else { return };
    match TokenRequest::read(&form) {
        Ok(_) => {
            let grant = TokenRequest::grant(&form);
            assert!(grant.is_ok_and(|grant| form.get("grant_type") == Ok(Some(grant.as_str()))));
        }
        Err(refused) => assert!(!refused.to_string().is_empty() && !refused.code().as_str().is_empty()),
    }
});
