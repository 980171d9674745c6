//! Proofs of possession (RFC 9449): the signature, and that each is used once. Their form is `oauth`'s matter.

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::DecodingKey;
use oauth::dpop::{Algorithm, LEEWAY, Occasion, Proof, ProofRefused, PublicKey, Thumbprint};

use crate::Identity;
use crate::failure::Failure;
use crate::vault::Purpose;

/// What a request shows to prove that it has a key.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    /// The values of its `DPoP` headers.
    pub proofs: &'a [&'a str],
    /// Its method.
    pub method: &'a str,
    /// Its address, from the configured public URL and never from `Host`.
    pub address: &'a str,
}

impl Shown<'_> {
    /// Whether there is anything to look at.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.proofs.is_empty()
    }
}

/// The key that a request proves to have, by its thumbprint. At resources `token` is the access token that comes along.
///
/// A proof that is good is spent by this, on every replica (RFC 9449 §11.1).
///
/// # Errors
/// When the database fails; inside, why the proof is refused.
pub async fn verify(
    identity: &Identity,
    shown: &Shown<'_>,
    token: Option<&str>,
) -> Result<Result<Thumbprint, ProofRefused>, Failure> {
    let now = identity.clock.now();
    let proof = match read(shown, token, now) {
        Ok(proof) => proof,
        Err(why) => return Ok(Err(why)),
    };
    let key = proof.key().thumbprint();
    // Kept for as long as any replica may still take it for new, with another LEEWAY for clocks that differ.
    let expires_at = now + TimeDelta::seconds(3 * LEEWAY);
    let digest = identity.vault.digest(Purpose::DpopProof, &format!("{key}.{}", proof.id()));
    let first = store::used_jtis::spend(&identity.db.writer, &digest, expires_at).await?;
    Ok(if first { Ok(key) } else { Err(ProofRefused::Replayed) })
}

fn read<'a>(shown: &Shown<'a>, token: Option<&str>, now: DateTime<Utc>) -> Result<Proof<'a>, ProofRefused> {
    let [proof] = shown.proofs else { return Err(ProofRefused::NotOne) };
    let proof = Proof::parse(proof)?;
    proof.check(&Occasion { method: shown.method, address: shown.address, token }, now.timestamp())?;
    if is_signed(&proof) { Ok(proof) } else { Err(ProofRefused::Signature) }
}

fn is_signed(proof: &Proof<'_>) -> bool {
    let key = match proof.key() {
        PublicKey::P256 { x, y } => DecodingKey::from_ec_components(x, y),
        PublicKey::Ed25519 { x } => DecodingKey::from_ed_components(x),
        PublicKey::Rsa { n, e } => DecodingKey::from_rsa_components(n, e),
    };
    let algorithm = match proof.algorithm() {
        Algorithm::ES256 => jsonwebtoken::Algorithm::ES256,
        Algorithm::Ed25519 | Algorithm::EdDSA => jsonwebtoken::Algorithm::EdDSA,
        Algorithm::PS256 => jsonwebtoken::Algorithm::PS256,
        Algorithm::RS256 => jsonwebtoken::Algorithm::RS256,
    };
    let (signed, signature) = proof.signature();
    // A key that is no point on its curve is found out here, and signs nothing.
    key.and_then(|key| jsonwebtoken::crypto::verify(signature, signed.as_bytes(), &key, algorithm))
        .unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::rand::SystemRandom;
    use aws_lc_rs::rsa::KeySize;
    use aws_lc_rs::signature::{
        ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256,
        RSA_PSS_SHA256, RsaEncoding, RsaKeyPair,
    };
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use serde_json::{Value, json};

    use super::*;

    /// The proof of RFC 9449 §4.1.
    const SAMPLE: &str = "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg";

    fn judge(proofs: &[&str]) -> Result<(), ProofRefused> {
        let shown = Shown { proofs, method: "POST", address: "https://server.example.com/token" };
        read(&shown, None, DateTime::from_timestamp(1_562_262_616, 0).unwrap()).map(|_| ())
    }

    // Shows RFC 9449 §4.3.
    #[test]
    fn the_signature_of_the_standard_s_proof_is_good_and_no_other_is() {
        assert_eq!(judge(&[SAMPLE]), Ok(()));
        let (signed, signature) = SAMPLE.rsplit_once('.').unwrap();
        for other in [&signature.replace("2-Gx", "3-Gx"), "AAAA", "%%%", &"A".repeat(86)] {
            assert_eq!(judge(&[&format!("{signed}.{other}")]), Err(ProofRefused::Signature), "{other}");
        }
    }

    fn base64(bytes: &[u8]) -> String {
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// A proof for the occasion of the standard's, by any key.
    fn proof(algorithm: &str, jwk: &Value, sign: impl Fn(&[u8]) -> Vec<u8>) -> String {
        let header = json!({ "typ": "dpop+jwt", "alg": algorithm, "jwk": jwk });
        let claims = json!({
            "jti": "1", "htm": "POST", "htu": "https://server.example.com/token", "iat": 1_562_262_616
        });
        let signed =
            format!("{}.{}", base64(header.to_string().as_bytes()), base64(claims.to_string().as_bytes()));
        let signature = base64(&sign(signed.as_bytes()));
        format!("{signed}.{signature}")
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the library asks for the type and draws its nonces itself"
    )]
    fn rsa_signature(key: &RsaKeyPair, padding: &'static dyn RsaEncoding, message: &[u8]) -> Vec<u8> {
        let mut signature = vec![0; key.public_modulus_len()];
        key.sign(padding, &SystemRandom::new(), message, &mut signature).unwrap();
        signature
    }

    #[test]
    #[expect(
        clippy::disallowed_methods,
        reason = "the library asks for the type and draws its nonces itself"
    )]
    fn a_key_of_each_kind_signs_and_another_of_the_kind_does_not() {
        let ec = |key: &EcdsaKeyPair| {
            let point = key.public_key().as_ref().to_vec();
            json!({ "kty": "EC", "crv": "P-256", "x": base64(&point[1..33]), "y": base64(&point[33..]) })
        };
        let [one, other] =
            [(); 2].map(|()| EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap());
        let sign = |message: &[u8]| one.sign(&SystemRandom::new(), message).unwrap().as_ref().to_vec();
        assert_eq!(judge(&[&proof("ES256", &ec(&one), sign)]), Ok(()));
        assert_eq!(judge(&[&proof("ES256", &ec(&other), sign)]), Err(ProofRefused::Signature));

        let ed = |key: &Ed25519KeyPair| json!({ "kty": "OKP", "crv": "Ed25519", "x": base64(key.public_key().as_ref()) });
        let [one, other] = [(); 2].map(|()| Ed25519KeyPair::generate().unwrap());
        let sign = |message: &[u8]| one.sign(message).as_ref().to_vec();
        for name in ["Ed25519", "EdDSA"] {
            assert_eq!(judge(&[&proof(name, &ed(&one), sign)]), Ok(()), "{name}");
        }
        assert_eq!(judge(&[&proof("EdDSA", &ed(&other), sign)]), Err(ProofRefused::Signature));

        let rsa = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
        let jwk = json!({
            "kty": "RSA",
            "n": base64(rsa.public_key().modulus().big_endian_without_leading_zero()),
            "e": base64(rsa.public_key().exponent().big_endian_without_leading_zero()),
        });
        for (algorithm, padding, result) in [
            ("RS256", &RSA_PKCS1_SHA256, Ok(())),
            ("PS256", &RSA_PSS_SHA256, Ok(())),
            ("RS256", &RSA_PSS_SHA256, Err(ProofRefused::Signature)),
        ] {
            let sign = |message: &[u8]| rsa_signature(&rsa, padding, message);
            assert_eq!(judge(&[&proof(algorithm, &jwk, sign)]), result, "{algorithm}");
        }
    }

    #[test]
    fn a_key_that_is_no_point_of_its_curve_signs_nothing() {
        let off = json!({ "kty": "EC", "crv": "P-256", "x": base64(&[1; 32]), "y": base64(&[1; 32]) });
        assert_eq!(judge(&[&proof("ES256", &off, |_| vec![1; 64])]), Err(ProofRefused::Signature));
    }

    #[test]
    fn there_is_one_proof_and_no_second() {
        assert_eq!(judge(&[]), Err(ProofRefused::NotOne));
        assert_eq!(judge(&[SAMPLE, SAMPLE]), Err(ProofRefused::NotOne));
        assert_eq!(judge(&[""]), Err(ProofRefused::Malformed));
    }
}
