//! A client's key, and the proofs that it makes (RFC 9449 §4).

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth::dpop::PublicKey;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use super::{Answer, Person, TestServer};

/// A key of P-256 that never leaves its client.
pub(crate) struct ProofKey {
    server: TestServer,
    pair: EcdsaKeyPair,
}

impl ProofKey {
    pub(crate) fn new(server: &TestServer) -> Self {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        Self { server: server.clone(), pair }
    }

    fn coordinates(&self) -> (String, String) {
        let point = self.pair.public_key().as_ref();
        (URL_SAFE_NO_PAD.encode(&point[1..33]), URL_SAFE_NO_PAD.encode(&point[33..]))
    }

    pub(crate) fn thumbprint(&self) -> String {
        let (x, y) = self.coordinates();
        PublicKey::P256 { x, y }.thumbprint().to_string()
    }

    pub(crate) fn header(&self) -> Value {
        let (x, y) = self.coordinates();
        json!({ "typ": "dpop+jwt", "alg": "ES256", "jwk": { "kty": "EC", "crv": "P-256", "x": x, "y": y } })
    }

    /// What a proof for this request says, made now.
    pub(crate) fn claims(&self, method: &Method, address: &str) -> Value {
        let identity = self.server.identity();
        json!({
            "jti": identity.random.name().unwrap(),
            "htm": method.as_str(),
            "htu": address,
            "iat": identity.clock.now().timestamp(),
        })
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the library asks for the type and draws its nonces itself"
    )]
    pub(crate) fn sign(&self, header: &Value, claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(header), part(claims));
        let signature = self.pair.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.as_ref()))
    }

    /// A good proof for the token endpoint.
    pub(crate) fn for_tokens(&self) -> String {
        self.sign(&self.header(), &self.claims(&Method::POST, &self.server.identity_url("/connect/token")))
    }

    /// A good proof for a resource.
    pub(crate) fn for_resource(&self, address: &str, token: &str) -> String {
        let mut claims = self.claims(&Method::GET, address);
        claims["ath"] = json!(oauth::dpop::hash(token));
        self.sign(&self.header(), &claims)
    }

    /// Asks for tokens with a good proof.
    pub(crate) async fn token(&self, person: &Person, fields: &[(&str, &str)]) -> Answer {
        person.token_with_proof(&self.for_tokens(), fields).await
    }

    /// Calls a resource with a token and a good proof.
    pub(crate) async fn get(&self, person: &Person, address: &str, token: &str) -> Answer {
        Answer::read(bound(person, address, token).header("dpop", self.for_resource(address, token))).await
    }
}

/// A call of a resource with a token of the scheme `DPoP`, without its proof.
pub(crate) fn bound(person: &Person, address: &str, token: &str) -> RequestBuilder {
    person.plain(Method::GET, address).header("authorization", format!("DPoP {token}"))
}
