//! The query of an authorization request: whatever it is, it is read or refused, and no parameter counts twice.
#![no_main]

use libfuzzer_sys::fuzz_target;
use oauth::authorize::{Address, AuthorizationRequest};
use oauth::form::Form;

fuzz_target!(|bytes: &[u8]| {
    let Ok(form) = Form::parse(bytes) else { return };
    if let Ok(address) = Address::read(&form) {
        assert!(!address.client_id.contains('\0') && !address.redirect_uri.is_empty());
    }
    if let Ok(request) = AuthorizationRequest::read(&form) {
        assert!(form.refuse_repeated().is_ok());
        assert_eq!(request.scopes.to_string().parse(), Ok(request.scopes));
    }
});
