//! What a client becomes by a change, by the rules that every client is held to.

use super::{Change, allowed_grant_types, has_member};
use crate::client::Client;
use crate::definition::Definition;
use crate::draft::Draft;
use crate::problem::Problems;
use crate::template::Template;
use crate::web_server;

impl Change {
    /// The client as it becomes. A change that names nothing new gives the client as it is.
    ///
    /// # Errors
    /// A problem for each member that can't become so, also for a member that this client doesn't have.
    pub fn checked(&self, client: &Client) -> Result<Client, Problems> {
        let mut problems = Problems::default();
        self.check_members(client, &mut problems);
        self.check_grant_types(client, &mut problems);
        self.check_policy(client, &mut problems);
        self.check_refresh_lifetime(client, &mut problems);
        let definition = problems.into_result(self.onto(client))?;
        Ok(self.become_of(client, definition.checked(0)?.draft))
    }

    fn check_members(&self, client: &Client, problems: &mut Problems) {
        let Some(template) = client.template else { return };
        for member in self.members().keys().filter(|member| !has_member(Some(template), member)) {
            problems.add(member, "not_here", format!("A {} has no such setting.", template.label()));
        }
    }

    /// A grant type that the client has already may stay, whoever gave it.
    fn check_grant_types(&self, client: &Client, problems: &mut Problems) {
        let allowed = allowed_grant_types(client.template);
        let wanted = self.grant_types.iter().flatten();
        for grant in wanted.filter(|grant| !allowed.contains(grant) && !client.grant_types.contains(grant)) {
            let kind = client.template.map_or("client of this kind", |template| template.label());
            problems.add("grantTypes", "not_here", format!("A {kind} can't have the grant type {grant}."));
        }
    }

    fn check_policy(&self, client: &Client, problems: &mut Problems) {
        if client.require_requested_scopes && self.require_requested_scopes == Some(false) {
            let words = "Requests have to name their scopes. This can't be switched off again.";
            problems.add("requireRequestedScopes", "one_way", words);
        }
    }

    /// A web server application is asked for this by the rule of its form (R143). The lifetime that it has may be named.
    fn check_refresh_lifetime(&self, client: &Client, problems: &mut Problems) {
        let wanted = self.refresh_token_lifetime.filter(|seconds| *seconds != client.refresh_token_lifetime);
        let (Some(Template::WebServerApplication), Some(seconds)) = (client.template, wanted) else { return };
        let grant_types = self.grant_types.as_ref().unwrap_or(&client.grant_types);
        if let Err((code, words)) = web_server::check_refresh_lifetime(grant_types, seconds) {
            problems.add("refreshTokenLifetime", code, words);
        }
    }

    /// The client written down whole, with this change in it.
    fn onto(&self, client: &Client) -> Definition {
        let post_logout = (!client.derives_post_logout()).then(|| client.post_logout_redirect_uris.clone());
        let origins = (!client.derives_origins()).then(|| client.allowed_cors_origins.clone());
        let flag = |wanted: Option<bool>, present: bool| wanted.unwrap_or(present);
        Definition {
            client_id: None,
            client_name: or(&self.client_name, &client.client_name),
            description: or(&self.description, &client.description),
            client_type: client.client_type,
            grant_types: or(&self.grant_types, &client.grant_types),
            redirect_uris: or(&self.redirect_uris, &client.redirect_uris),
            post_logout_redirect_uris: or(&self.post_logout_redirect_uris, &post_logout),
            allowed_cors_origins: or(&self.allowed_cors_origins, &origins),
            require_pkce: Some(flag(self.require_pkce, client.require_pkce)),
            allow_offline_access: flag(self.allow_offline_access, client.allow_offline_access),
            access_token_lifetime: self.access_token_lifetime.or(client.access_token_lifetime),
            refresh_token_lifetime: Some(or(&self.refresh_token_lifetime, &client.refresh_token_lifetime)),
            absolute_refresh_token_lifetime: or(
                &self.absolute_refresh_token_lifetime,
                &client.absolute_refresh_token_lifetime,
            ),
            sliding_refresh_token: flag(self.sliding_refresh_token, client.sliding_refresh_token),
            update_access_token_claims_on_refresh: flag(
                self.update_access_token_claims_on_refresh,
                client.update_access_token_claims_on_refresh,
            ),
            rotate_refresh_token: Some(flag(self.rotate_refresh_token, client.rotate_refresh_token)),
            id_token_signing_algorithm: or(
                &self.id_token_signing_algorithm,
                &client.id_token_signing_algorithm,
            ),
            scopes: or(&self.scopes, &client.scopes),
            roles: or(&self.roles, &client.roles),
            claims: or(&self.claims, &client.claims),
            client_secrets: Vec::new(),
            jwks: client.jwks.clone(),
            allowed_ip_addresses: self
                .allowed_ip_addresses
                .clone()
                .unwrap_or_else(|| client.allowed_ip_addresses.clone().into()),
            require_requested_scopes: flag(self.require_requested_scopes, client.require_requested_scopes),
            back_channel_logout_uri: or(&self.back_channel_logout_uri, &client.back_channel_logout_uri),
            persistent_sso: flag(self.persistent_sso, client.persistent_sso),
            environment: or(&self.environment, &client.environment),
            documentation: or(&self.documentation, &client.documentation),
        }
    }

    fn become_of(&self, client: &Client, draft: Draft) -> Client {
        // A personal access token that never expires has no lifetime, which a definition takes for the default.
        let access_token_lifetime = match self.access_token_lifetime {
            Some(_) => draft.access_token_lifetime,
            None => client.access_token_lifetime,
        };
        Client {
            client_name: draft.client_name,
            description: draft.description,
            grant_types: draft.grant_types,
            redirect_uris: draft.redirect_uris,
            post_logout_redirect_uris: draft.post_logout_redirect_uris,
            allowed_cors_origins: draft.allowed_cors_origins,
            require_pkce: draft.require_pkce,
            allow_offline_access: draft.allow_offline_access,
            access_token_lifetime,
            refresh_token_lifetime: draft.refresh_token_lifetime,
            absolute_refresh_token_lifetime: draft.absolute_refresh_token_lifetime,
            sliding_refresh_token: draft.sliding_refresh_token,
            update_access_token_claims_on_refresh: draft.update_access_token_claims_on_refresh,
            rotate_refresh_token: draft.rotate_refresh_token,
            id_token_signing_algorithm: draft.id_token_signing_algorithm,
            scopes: draft.scopes,
            roles: draft.roles,
            claims: draft.claims,
            require_requested_scopes: draft.require_requested_scopes,
            allowed_ip_addresses: draft.allowed_ip_addresses,
            back_channel_logout_uri: draft.back_channel_logout_uri,
            persistent_sso: draft.persistent_sso,
            environment: draft.environment,
            documentation: draft.documentation,
            ..client.clone()
        }
    }
}

/// What is wanted, or else what is.
fn or<T: Clone>(wanted: &Option<T>, present: &T) -> T {
    wanted.as_ref().unwrap_or(present).clone()
}
