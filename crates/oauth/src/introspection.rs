//! What introspection says of a token (RFC 7662 §2.2).

use serde::{Deserialize, Serialize};

use crate::dpop::Thumbprint;
use crate::resource::Audience;

/// The longest token that is looked at, in bytes. One that is longer is not one of ours.
pub const LONGEST_TOKEN: usize = 4096;

/// The answer: a token that is good with what is known of it, or nothing but that it isn't good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Introspection {
    /// Whether the token is good.
    pub active: bool,
    /// What it stands for. Absent when it isn't good: nobody learns why.
    #[serde(flatten)]
    pub facts: Option<Facts>,
}

/// What a good token stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// What it allows, separated by spaces.
    pub scope: String,
    /// The client it was issued to; for a personal access token, the token's own id.
    pub client_id: String,
    /// The user name of the person it acts for, where the token may tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// How an access token is shown; absent for refresh tokens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_type: Option<String>,
    /// The key that has to be proven whenever the token is used (RFC 9449 §6.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cnf: Option<BoundKey>,
    /// When it stops working, in seconds since 1970; absent when never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exp: Option<i64>,
    /// When it was issued, in seconds since 1970.
    pub iat: i64,
    /// Whom it acts for: a person's number, or the client itself.
    pub sub: String,
    /// Whom it is for; absent for refresh tokens, which are for the issuer alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aud: Option<Audience>,
    /// Who issued it.
    pub iss: String,
    /// The identifier of an access token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jti: Option<String>,
    /// The tenant whose rows it may see.
    pub account_id: i64,
}

/// A key, by its thumbprint (RFC 9449 §6.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoundKey {
    /// The thumbprint.
    pub jkt: Thumbprint,
}

impl Introspection {
    /// The token isn't good, for whatever reason.
    pub const INACTIVE: Self = Self { active: false, facts: None };

    /// The token is good.
    #[must_use]
    pub const fn active(facts: Facts) -> Self {
        Self { active: true, facts: Some(facts) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_that_is_not_good_says_nothing_else() {
        assert_eq!(serde_json::to_string(&Introspection::INACTIVE).unwrap(), r#"{"active":false}"#);
    }

    #[test]
    fn the_members_of_a_good_token_stand_beside_active() {
        let facts = Facts {
            scope: "openid".into(),
            client_id: "service_1".into(),
            username: None,
            token_type: Some("Bearer".into()),
            cnf: None,
            exp: None,
            iat: 7,
            sub: "service_1".into(),
            aud: Some(Audience::One("https://api.example.com".into())),
            iss: "https://id.example.com".into(),
            jti: None,
            account_id: 1,
        };
        let text = serde_json::to_string(&Introspection::active(facts.clone())).unwrap();
        let expected = concat!(
            r#"{"active":true,"scope":"openid","client_id":"service_1","token_type":"Bearer","iat":7,"#,
            r#""sub":"service_1","aud":"https://api.example.com","iss":"https://id.example.com","account_id":1}"#
        );
        assert_eq!(text, expected);
        assert_eq!(serde_json::from_str::<Introspection>(&text).unwrap(), Introspection::active(facts));
        let nothing: Introspection = serde_json::from_str(r#"{"active":false}"#).unwrap();
        assert_eq!(nothing, Introspection::INACTIVE);
    }
}
