//! The header `Authorization`: a Bearer token is one word of the header, Basic credentials are what was encoded.
#![no_main]

use libfuzzer_sys::fuzz_target;
use oauth::authorization::{Authorization, LONGEST_HEADER};

fuzz_target!(|header: &str| match Authorization::parse(header) {
    Authorization::Bearer(token) => {
        assert!(header.len() <= LONGEST_HEADER && header.trim().ends_with(token));
        assert!(!token.contains(char::is_whitespace));
    }
    Authorization::Basic(credentials) => assert!(!credentials.user.contains(':')),
    _ => {}
});
