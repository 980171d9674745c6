//! Why a token opens nothing, for the owner of its client.

use oauth::dpop::ProofRefused;
use store::access::Ended;

use super::Refused;
use crate::Identity;
use crate::client_authentication::Origin;

/// How much of a cause goes into the audit trail: a caller has a part in its words.
pub(super) const LONGEST_CAUSE: usize = 300;
/// A call from where the client may not call.
pub(super) const OTHER_ADDRESS: &str = "the client may not call from this address";

/// A token that opens nothing, and the true cause.
pub(super) struct Turned {
    /// What the caller learns.
    refused: Refused,
    client_id: Option<String>,
    cause: String,
}

impl Turned {
    /// A token that says, or is known to be, of a client.
    pub(super) fn of(client_id: &str, cause: &str) -> Self {
        Self { refused: Refused::Invalid, client_id: Some(client_id.to_owned()), cause: cause.to_owned() }
    }

    /// A good token whose proof of possession isn't.
    pub(super) fn unproven(client_id: &str, why: ProofRefused) -> Self {
        Self { refused: Refused::Proof(why), ..Self::of(client_id, &why.to_string()) }
    }

    /// Nothing that this server has made: nobody is there to be told.
    pub(super) const fn of_nobody() -> Self {
        Self { refused: Refused::Invalid, client_id: None, cause: String::new() }
    }

    /// Leaves word for the owner, and gives what the caller learns.
    pub(super) fn tell(self, identity: &Identity, origin: &Origin) -> Refused {
        if let Some(client_id) = &self.client_id {
            let outcome = match self.refused {
                Refused::Invalid => "invalid_token",
                Refused::Proof(_) => "invalid_dpop_proof",
            };
            origin.audit(identity, "api.refused", outcome, client_id, &self.cause);
        }
        self.refused
    }
}

/// What stands behind a token no more, in words.
pub(super) fn ended(why: &Ended) -> String {
    let reason = match why {
        Ended::Client => return "the client is not active, or was deleted".to_owned(),
        Ended::Token => return "the token was revoked".to_owned(),
        Ended::Else => {
            return "the person, or the secret behind the token, is not active any more".to_owned();
        }
        Ended::SignIn(reason) => reason,
    };
    let words = match &**reason {
        "consent" => "the person took the access back",
        "signed_out" => "the person signed out",
        "signed_out_everywhere" => "the person signed out everywhere",
        "evicted" => "there were too many newer sign-ins",
        "secret_thrown_out" => "the client's secret was replaced at once",
        "revoked_by_client" => "the client revoked it",
        "refresh_token_reused" => "a refresh token was used twice",
        "code_replayed" | "device_code_replayed" => "a code was used twice",
        _ => "it was ended",
    };
    format!("the sign-in behind the token has ended: {words}")
}
