//! Claims asked for one by one (OpenID Connect Core §5.5).

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// The parameter `claims`. Members that nobody knows are left out, as §5.5 says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClaimsRequest {
    /// What userinfo should tell.
    pub userinfo: BTreeMap<String, AskedClaim>,
    /// What the ID token should tell.
    pub id_token: BTreeMap<String, AskedClaim>,
}

/// How a claim is asked for (§5.5.1).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AskedClaim {
    /// Whether what the client does hangs on it.
    pub essential: bool,
    /// The values that would do, best first; empty when any would.
    pub values: Vec<Value>,
}

/// The parameter isn't the JSON object of §5.5.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("claims has to be a JSON object with the members userinfo and id_token")]
pub struct NotAClaimsRequest;

impl ClaimsRequest {
    /// Reads the parameter.
    ///
    /// # Errors
    /// When it isn't what §5.5 describes.
    pub fn parse(text: &str) -> Result<Self, NotAClaimsRequest> {
        let mut members: Map<String, Value> = serde_json::from_str(text).map_err(|_| NotAClaimsRequest)?;
        Ok(Self {
            userinfo: asked(members.remove("userinfo"))?,
            id_token: asked(members.remove("id_token"))?,
        })
    }

    /// How a claim is asked for: in the ID token, at userinfo, at both or nowhere.
    pub fn of<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a AskedClaim> {
        [&self.id_token, &self.userinfo].into_iter().filter_map(move |claims| claims.get(name))
    }
}

impl AskedClaim {
    /// Whether this value is one of those that would do.
    #[must_use]
    pub fn accepts(&self, actual: &str) -> bool {
        self.values.is_empty() || self.values.iter().any(|value| value == actual)
    }
}

fn asked(member: Option<Value>) -> Result<BTreeMap<String, AskedClaim>, NotAClaimsRequest> {
    match member {
        None | Some(Value::Null) => Ok(BTreeMap::new()),
        Some(Value::Object(claims)) => {
            claims.into_iter().map(|(name, how)| Ok((name, AskedClaim::read(how)?))).collect()
        }
        Some(_) => Err(NotAClaimsRequest),
    }
}

impl AskedClaim {
    /// `null` asks for a claim like for any other (§5.5.1).
    fn read(how: Value) -> Result<Self, NotAClaimsRequest> {
        let mut members = match how {
            Value::Null => return Ok(Self::default()),
            Value::Object(members) => members,
            _ => return Err(NotAClaimsRequest),
        };
        let essential = match members.remove("essential") {
            None => false,
            Some(Value::Bool(essential)) => essential,
            Some(_) => return Err(NotAClaimsRequest),
        };
        let values = match members.remove("values") {
            None => Vec::new(),
            Some(Value::Array(values)) => values,
            Some(_) => return Err(NotAClaimsRequest),
        };
        let value = members.remove("value").filter(|value| !value.is_null());
        Ok(Self { essential, values: value.into_iter().chain(values).collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_specification_is_understood() {
        let request = ClaimsRequest::parse(
            r#"{
                "userinfo": {
                    "given_name": {"essential": true},
                    "nickname": null,
                    "email": {"essential": true},
                    "email_verified": {"essential": true},
                    "picture": null,
                    "http://example.info/claims/groups": null
                },
                "id_token": {
                    "auth_time": {"essential": true},
                    "acr": {"values": ["urn:mace:incommon:iap:silver"] }
                }
            }"#,
        )
        .unwrap();
        assert_eq!(request.userinfo.len(), 6);
        assert!(request.userinfo["given_name"].essential && !request.userinfo["nickname"].essential);
        let acr = &request.id_token["acr"];
        assert!(acr.accepts("urn:mace:incommon:iap:silver") && !acr.accepts("1") && !acr.essential);
        assert!(request.id_token["auth_time"].accepts("anything"));
    }

    #[test]
    fn a_value_and_values_ask_for_any_of_them() {
        let request = ClaimsRequest::parse(
            r#"{"id_token": {"sub": {"value": "101"}}, "userinfo": {"sub": {"values": ["1", "2"]}}}"#,
        )
        .unwrap();
        let accepted = |sub| request.of("sub").map(|claim| claim.accepts(sub)).collect::<Vec<_>>();
        assert_eq!(accepted("101"), [true, false]);
        assert_eq!(accepted("2"), [false, true]);
        assert_eq!(request.of("name").count(), 0);
    }

    #[test]
    fn members_that_nobody_knows_are_left_out() {
        let request = ClaimsRequest::parse(r#"{"x": 1, "userinfo": {"name": {"essential": false, "y": 2}}}"#);
        assert_eq!(request.unwrap().userinfo["name"], AskedClaim::default());
        assert_eq!(ClaimsRequest::parse(r#"{"userinfo": null}"#), Ok(ClaimsRequest::default()));
    }

    #[test]
    fn what_is_no_request_is_refused() {
        for text in [
            "x",
            "null",
            "{",
            r#""userinfo""#,
            r#"{"userinfo": []}"#,
            r#"{"userinfo": {"name": true}}"#,
            r#"{"userinfo": {"name": {"essential": "yes"}}}"#,
            r#"{"id_token": {"acr": {"values": "1"}}}"#,
            "[]",
            r#"{"userinfo": {"name": []}}"#,
            &format!("{}1", "[".repeat(4000)),
        ] {
            assert_eq!(ClaimsRequest::parse(text), Err(NotAClaimsRequest), "{text}");
        }
    }
}
