//! What the console asks about the secrets of a client.

use domain::client::IssuedSecret;
use domain::client_id::ClientId;
use domain::secret_label::{Overlap, SecretLabel};
use domain::secret_use::SecretList;
use leptos::prelude::*;

use super::{ConsoleJson, Dated, Refused};

/// Whoever is signed in: the secrets of an own client, with how they were used lately. Of each its last four characters.
#[server(name = ListSecrets, prefix = "/api/console", endpoint = "secrets/list", protocol = ConsoleJson)]
pub async fn list_secrets(
    /// The client.
    #[server(rename = "clientId")]
    client_id: ClientId,
) -> Result<Dated<SecretList>, Refused> {
    let visit = crate::door::visit()?;
    crate::door::dated(&visit, identity::clients::list_secrets(&visit, &client_id).await)
}

/// Whoever is signed in, with a fresh password: adds a secret to an own client. The answer alone holds it.
#[server(name = AddSecret, prefix = "/api/console", endpoint = "secrets/add", protocol = ConsoleJson)]
pub async fn add_secret(
    /// The client.
    #[server(rename = "clientId")]
    client_id: ClientId,
    /// What it is called and when it ends.
    label: SecretLabel,
) -> Result<Dated<IssuedSecret>, Refused> {
    let visit = crate::door::visit()?;
    crate::door::dated(&visit, identity::clients::add_secret(&visit, &client_id, &label).await)
}

/// Whoever is signed in, with a fresh password: a new secret or token for an own client. The answer alone holds it.
#[server(
    name = RegenerateSecret, prefix = "/api/console", endpoint = "secrets/regenerate",
    protocol = ConsoleJson
)]
pub async fn regenerate_secret(
    /// The client.
    #[server(rename = "clientId")]
    client_id: ClientId,
    /// How long the old ones go on working.
    overlap: Overlap,
) -> Result<Dated<IssuedSecret>, Refused> {
    let visit = crate::door::visit()?;
    crate::door::dated(&visit, identity::clients::regenerate_secret(&visit, &client_id, overlap).await)
}

/// Whoever is signed in, with a fresh password: removes a secret of an own client; one that is in use only by force.
#[server(name = RemoveSecret, prefix = "/api/console", endpoint = "secrets/remove", protocol = ConsoleJson)]
pub async fn remove_secret(
    /// The client.
    #[server(rename = "clientId")]
    client_id: ClientId,
    /// The secret.
    #[server(rename = "secretId")]
    secret_id: i64,
    /// Whether it goes although it is in use.
    force: bool,
) -> Result<(), Refused> {
    let visit = crate::door::visit()?;
    crate::door::answer(identity::clients::remove_secret(&visit, &client_id, secret_id, force).await)
}

#[cfg(test)]
mod tests {
    use leptos::server_fn::ServerFn;

    use super::*;
    use crate::api::session::ConfirmSession;

    #[test]
    fn every_function_has_a_name_of_its_own_below_the_console() {
        assert_eq!(
            [
                ListSecrets::PATH,
                AddSecret::PATH,
                RegenerateSecret::PATH,
                RemoveSecret::PATH,
                ConfirmSession::PATH
            ],
            [
                "/api/console/secrets/list",
                "/api/console/secrets/add",
                "/api/console/secrets/regenerate",
                "/api/console/secrets/remove",
                "/api/console/session/confirm"
            ]
        );
    }
}
