use serde_json::{Value, json};

use super::*;

/// The proof of RFC 9449 §4.1 for the token endpoint.
const SAMPLE: &str = "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg";
const AT: i64 = 1_562_262_616;
const HERE: Occasion<'_> =
    Occasion { method: "POST", address: "https://server.example.com/token", token: None };

fn write(header: &Value, claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.c2lnbmF0dXJl", part(header), part(claims))
}

fn header() -> Value {
    json!({
        "typ": "dpop+jwt", "alg": "ES256",
        "jwk": {
            "kty": "EC", "crv": "P-256",
            "x": "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs", "y": "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA"
        }
    })
}

fn claims() -> Value {
    json!({ "jti": "-BwC3ESc6acc2lTc", "htm": "POST", "htu": "https://server.example.com/token", "iat": AT })
}

/// The same object with one member changed, or taken away.
fn with(mut object: Value, name: &str, value: Option<Value>) -> Value {
    let members = object.as_object_mut().unwrap();
    match value {
        Some(value) => members.insert(name.to_owned(), value),
        None => members.remove(name),
    };
    object
}

fn refused(header: &Value, claims: &Value) -> Option<ProofRefused> {
    let text = write(header, claims);
    match Proof::parse(&text) {
        Ok(proof) => proof.check(&HERE, AT).err(),
        Err(why) => Some(why),
    }
}

// Shows RFC 9449 §4.2.
#[test]
fn the_proof_of_the_standard_is_read() {
    let proof = Proof::parse(SAMPLE).unwrap();
    assert_eq!(
        (proof.algorithm(), proof.id(), proof.issued_at()),
        (Algorithm::ES256, "-BwC3ESc6acc2lTc", Some(AT))
    );
    assert_eq!(proof.key().thumbprint().as_str(), "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
    assert_eq!(proof.check(&HERE, AT), Ok(()));
    let (signed, signature) = proof.signature();
    assert_eq!(format!("{signed}.{signature}"), SAMPLE);
}

// Shows X-DPoP, RFC 9449 §4.3.
#[test]
fn the_header_is_held_to_its_letter() {
    for (name, value, why) in [
        ("typ", Some(json!("JWT")), ProofRefused::Type),
        ("typ", Some(json!("DPOP+JWT")), ProofRefused::Type),
        ("typ", None, ProofRefused::Malformed),
        ("alg", Some(json!("none")), ProofRefused::Algorithm),
        ("alg", Some(json!("HS256")), ProofRefused::Algorithm),
        ("alg", Some(json!("es256")), ProofRefused::Algorithm),
        ("alg", Some(json!("RS256")), ProofRefused::Key(KeyRefused::Unfit)),
        ("jwk", None, ProofRefused::Malformed),
        ("jwk", Some(json!("key")), ProofRefused::Malformed),
        ("crit", Some(json!(["exp"])), ProofRefused::Malformed),
    ] {
        let header = with(header(), name, value);
        assert_eq!(refused(&header, &claims()), Some(why), "{header}");
    }
    assert_eq!(refused(&header(), &claims()), None);
}

// Shows X-DPoP, RFC 9449 §4.3.
#[test]
fn a_proof_is_for_one_method_one_address_and_now() {
    for (name, value, why) in [
        ("htm", json!("GET"), Some(ProofRefused::Method)),
        ("htm", json!("post"), Some(ProofRefused::Method)),
        ("htu", json!("https://server.example.com/userinfo"), Some(ProofRefused::Address)),
        ("htu", json!("/token"), Some(ProofRefused::Address)),
        ("htu", json!("https://server.example.com/token?a=b#c"), None),
        ("iat", json!(AT - 60), None),
        ("iat", json!(AT + 60), None),
        ("iat", json!(AT - 61), Some(ProofRefused::Time)),
        ("iat", json!(AT + 61), Some(ProofRefused::Time)),
        ("iat", json!(1_562_262_616.5), None),
        ("iat", json!(-1e300), Some(ProofRefused::Time)),
        ("iat", json!("1562262616"), Some(ProofRefused::Malformed)),
        ("jti", json!(""), Some(ProofRefused::Malformed)),
        ("jti", json!("x".repeat(256)), None),
        ("jti", json!("x".repeat(257)), Some(ProofRefused::Malformed)),
        ("jti", json!(7), Some(ProofRefused::Malformed)),
    ] {
        let claims = with(claims(), name, Some(value));
        assert_eq!(refused(&header(), &claims), why, "{claims}");
    }
    for name in ["jti", "htm", "htu", "iat"] {
        assert_eq!(refused(&header(), &with(claims(), name, None)), Some(ProofRefused::Malformed), "{name}");
    }
}

// Shows X-DPoP, RFC 9449 §7.1.
#[test]
fn at_a_resource_the_proof_names_the_token() {
    // RFC 9449 §7.1.
    let token = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";
    assert_eq!(hash(token), "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo");
    let at_resource = Occasion { token: Some(token), ..HERE };
    for (ath, result) in [
        (Some(json!("fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo")), Ok(())),
        (Some(json!(hash("another"))), Err(ProofRefused::Token)),
        (None, Err(ProofRefused::Token)),
    ] {
        let text = write(&header(), &with(claims(), "ath", ath));
        assert_eq!(Proof::parse(&text).unwrap().check(&at_resource, AT), result);
    }
}

#[test]
fn garbage_is_malformed() {
    let long = format!("{SAMPLE}{}", "A".repeat(LONGEST));
    for text in
        ["", ".", "..", "a.b", "a.b.c", "a.b.c.d", "e30.e30.", "e30.e30.x", "\u{e4}.\u{e4}.\u{e4}", &long]
    {
        assert_eq!(Proof::parse(text).err(), Some(ProofRefused::Malformed), "{text}");
    }
}
