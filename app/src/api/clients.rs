//! What the client list, the client page and the wizard ask the server.

use domain::change::Change;
use domain::client::{Client, CreatedClient};
use domain::client_id::ClientId;
use domain::client_query::ClientPage;
use domain::snippet::Snippet;
use domain::template::NewClient;
use leptos::prelude::*;

use super::{ConsoleJson, Dated, Refused};

/// Whoever is signed in: a page of the own clients.
#[server(name = ListClients, prefix = "/api/console", endpoint = "clients/list", protocol = ConsoleJson)]
pub async fn list_clients(
    /// What is looked for, as it stands behind the `?` of the list's address; empty for all.
    #[server(default)]
    parameters: String,
) -> Result<Dated<ClientPage>, Refused> {
    let visit = crate::door::visit()?;
    let read = domain::client_query::ClientQuery::read(&parameters);
    let query = crate::door::answer(read.map_err(domain::refusal::Refusal::from))?;
    crate::door::dated(&visit, identity::clients::search(&visit, &query).await)
}

/// Whoever is signed in: one client of the own account; any other looks as if it did not exist.
#[server(name = FindClient, prefix = "/api/console", endpoint = "clients/find", protocol = ConsoleJson)]
pub async fn find_client(
    /// The client.
    #[server(rename = "clientId")]
    client_id: ClientId,
) -> Result<Dated<Client>, Refused> {
    let visit = crate::door::visit()?;
    crate::door::dated(&visit, identity::clients::find(&visit, &client_id).await)
}

/// Whoever is signed in: the first call of one client of the own account, in every language.
#[server(name = FirstCall, prefix = "/api/console", endpoint = "clients/first-call", protocol = ConsoleJson)]
pub async fn first_call(
    /// The client.
    #[server(rename = "clientId")]
    client_id: ClientId,
) -> Result<Vec<Snippet>, Refused> {
    let visit = crate::door::visit()?;
    crate::door::answer(identity::clients::first_call(&visit, &client_id).await)
}

/// Whoever is signed in: makes a client in the own account. The answer alone holds its secret.
#[server(name = CreateClient, prefix = "/api/console", endpoint = "clients/create", protocol = ConsoleJson)]
pub async fn create_client(
    /// What was asked for in the wizard.
    client: NewClient,
) -> Result<Dated<CreatedClient>, Refused> {
    let visit = crate::door::visit()?;
    crate::door::dated(&visit, identity::clients::create(&visit, client).await)
}

/// Whoever is signed in: changes what is named of an own client, if it is still the version that they saw.
#[server(name = ChangeClient, prefix = "/api/console", endpoint = "clients/change", protocol = ConsoleJson)]
pub async fn change_client(
    /// The client.
    #[server(rename = "clientId")]
    client_id: ClientId,
    /// The version that the change is for.
    version: i64,
    /// What changes.
    change: Change,
) -> Result<Dated<Client>, Refused> {
    let visit = crate::door::visit()?;
    crate::door::dated(&visit, identity::clients::change(&visit, &client_id, Some(version), &change).await)
}

/// Whoever is signed in: switches an own client on again.
#[server(name = ActivateClient, prefix = "/api/console", endpoint = "clients/activate", protocol = ConsoleJson)]
pub async fn activate_client(
    /// The client.
    #[server(rename = "clientId")]
    client_id: ClientId,
) -> Result<Dated<Client>, Refused> {
    let visit = crate::door::visit()?;
    crate::door::dated(&visit, identity::clients::activate(&visit, &client_id).await)
}

/// Whoever is signed in: switches an own client off.
#[server(
    name = DeactivateClient, prefix = "/api/console", endpoint = "clients/deactivate",
    protocol = ConsoleJson
)]
pub async fn deactivate_client(
    /// The client.
    #[server(rename = "clientId")]
    client_id: ClientId,
) -> Result<Dated<Client>, Refused> {
    let visit = crate::door::visit()?;
    crate::door::dated(&visit, identity::clients::deactivate(&visit, &client_id).await)
}

/// Whoever is signed in: deletes an own client, when its name was typed.
#[server(name = DeleteClient, prefix = "/api/console", endpoint = "clients/delete", protocol = ConsoleJson)]
pub async fn delete_client(
    /// The client.
    #[server(rename = "clientId")]
    client_id: ClientId,
    /// The name as it was typed.
    confirmation: String,
) -> Result<(), Refused> {
    let visit = crate::door::visit()?;
    crate::door::answer(identity::clients::delete(&visit, &client_id, &confirmation).await)
}

/// Whoever is signed in: revokes an own client for good.
#[server(name = RevokeClient, prefix = "/api/console", endpoint = "clients/revoke", protocol = ConsoleJson)]
pub async fn revoke_client(
    /// The client.
    #[server(rename = "clientId")]
    client_id: ClientId,
) -> Result<Dated<Client>, Refused> {
    let visit = crate::door::visit()?;
    crate::door::dated(&visit, identity::clients::revoke(&visit, &client_id).await)
}

#[cfg(test)]
mod tests {
    use leptos::server_fn::ServerFn;

    use super::*;

    #[test]
    fn every_function_has_a_name_of_its_own_below_the_console() {
        assert_eq!(
            [
                ListClients::PATH,
                FindClient::PATH,
                FirstCall::PATH,
                CreateClient::PATH,
                ChangeClient::PATH,
                ActivateClient::PATH,
                DeactivateClient::PATH,
                DeleteClient::PATH,
                RevokeClient::PATH
            ],
            [
                "/api/console/clients/list",
                "/api/console/clients/find",
                "/api/console/clients/first-call",
                "/api/console/clients/create",
                "/api/console/clients/change",
                "/api/console/clients/activate",
                "/api/console/clients/deactivate",
                "/api/console/clients/delete",
                "/api/console/clients/revoke"
            ]
        );
    }
}
