//! What holds for every input: parsers answer whatever comes, and what was written is what is read.
#![cfg(test)]

use domain::client::ClientType;
use domain::client_id::ClientId;
use domain::personal_access_token::{self, PersonalAccessToken};
use domain::redirect_uri::{self, Severity};
use domain::secret::{PlainSecret, has_valid_checksum};
use proptest::prelude::*;

proptest! {
    #[test]
    fn a_personal_access_token_is_read_as_it_was_written(id in "[a-z][a-z0-9._~-]{2,60}", random in any::<[u8; 32]>()) {
        let id: ClientId = id.parse().unwrap();
        if let Some(secret) = PlainSecret::generate(random) {
            let token = personal_access_token::format("exepron", &id, &secret);
            let read = PersonalAccessToken::parse("exepron", &token).unwrap();
            prop_assert_eq!((&read.client_id, read.secret), (&id, secret.expose()));
            prop_assert!(PersonalAccessToken::parse("other", &token).is_none());
        }
    }

    #[test]
    fn a_text_is_a_personal_access_token_or_not_whatever_it_is(text in "(?s)(exepron)?(_pat_)?[a-z0-9]{0,12}:?.{0,500}") {
        if let Some(token) = PersonalAccessToken::parse("exepron", &text) {
            prop_assert!(text.len() <= personal_access_token::LONGEST);
            prop_assert_eq!(format!("exepron_pat_{}:{}", token.client_id, token.secret), text);
        }
    }

    // Shows P7.
    #[test]
    fn one_mistyped_letter_breaks_the_checksum_of_a_secret(random in any::<[u8; 32]>(), place in 0_usize..45, letter in "[A-Za-z0-9]") {
        if let Some(secret) = PlainSecret::generate(random) {
            let mut typed = secret.expose().to_owned();
            prop_assert!(has_valid_checksum(&typed));
            typed.replace_range(place..=place, &letter);
            prop_assert_eq!(has_valid_checksum(&typed), typed == secret.expose());
        }
    }

    #[test]
    fn a_client_id_is_read_as_it_was_written(text in "(?s).{0,12}") {
        if let Ok(id) = text.parse::<ClientId>() {
            prop_assert_eq!(id.to_string(), text);
            prop_assert!(id.as_str().bytes().any(|byte| !byte.is_ascii_digit()));
        }
    }

    // Shows A6.
    #[test]
    fn an_address_that_may_be_registered_is_whole_and_safe(
        uri in r"(https?://|[a-z.]{1,12}:|javascript:|data:|127\.0\.0\.1|localhost|app\.example|:[0-9]{1,5}|[/@\\?#*%.]|%2e|[a-z]){0,8}",
        public in any::<bool>(),
    ) {
        let client = if public { ClientType::Public } else { ClientType::Confidential };
        let refused = redirect_uri::check(&uri, client).iter().any(|verdict| verdict.severity == Severity::Error);
        prop_assert_eq!(refused, !redirect_uri::blocking(std::slice::from_ref(&uri), client).is_empty());
        if !refused {
            prop_assert!(!uri.contains(['#', '?', '\\']) && !uri.to_ascii_lowercase().starts_with("javascript:"));
            let web = uri.to_ascii_lowercase();
            if let Some(rest) = web.strip_prefix("http://") {
                prop_assert!(["127.0.0.1", "localhost", "[::1]"].iter().any(|host| rest.starts_with(host)));
            }
            if web.starts_with("http") {
                let authority = web.split('/').nth(2).unwrap_or_default();
                prop_assert!(!authority.is_empty() && !authority.contains('@'));
            }
        }
    }
}
