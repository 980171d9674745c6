//! The rules that a definition is held to: those of the wizard's answers.

use oauth::grant_type::GrantType;
use oauth::scope::Scopes;

use super::{CheckedDefinition, Definition, LONGEST_LIFETIME, SecretDefinition};
use crate::allowed_ip_addresses::AllowedIpAddresses;
use crate::client::ClientType;
use crate::client_claims::{self, ClientClaim};
use crate::client_id::ClientId;
use crate::documentation::Documentation;
use crate::draft::Draft;
use crate::problem::Problems;
use crate::secret::PlainSecret;
use crate::secret_label::{CheckedSecret, SecretLabel};
use crate::template::{ACCESS_TOKEN_LIFETIME, REFRESH_TOKEN_LIFETIME, check_description, check_name};
use crate::{back_channel, redirect_uri, roles, scope_catalogue, session};

impl Definition {
    /// The same for a client that is made here, whose requests always have to name their scopes (R139, R140). Only one
    /// that is brought in from elsewhere may go on as it was, until its owner enforces it.
    ///
    /// # Errors
    /// As [`Definition::checked`], and `always_on` when it is to do without.
    pub fn checked_new(&self, most_secrets: u32) -> Result<CheckedDefinition, Problems> {
        let mut problems = Problems::default();
        if !self.require_requested_scopes {
            let words =
                "Requests of a new client always have to name their scopes. Leave this out, or write true.";
            problems.add("requireRequestedScopes", "always_on", words);
        }
        problems.with(self.checked(most_secrets))
    }

    /// Checks every member by the rules that the wizard's answers are held to.
    ///
    /// # Errors
    /// A problem for each member that can't stay as it is.
    pub fn checked(&self, most_secrets: u32) -> Result<CheckedDefinition, Problems> {
        let problems = &mut Problems::default();
        let client_id = self.checked_id(problems);
        let secrets = self.checked_secrets(most_secrets, problems);
        self.check_flow(problems);
        self.check_pkce(problems);
        let public = self.client_type == ClientType::Public;
        let (access, refresh, absolute) = self.checked_lifetimes(problems);
        let draft = Draft {
            template: None,
            client_name: named(problems, "clientName", check_name(&self.client_name)),
            description: named(problems, "description", check_description(&self.description)),
            client_type: self.client_type,
            grant_types: self.grant_types.clone(),
            redirect_uris: self.checked_uris("redirectUris", &self.redirect_uris, problems),
            post_logout_redirect_uris: self.post_logout(problems),
            allowed_cors_origins: self.origins(problems),
            scopes: self.checked_scopes(problems),
            roles: self.checked_roles(problems),
            claims: self.checked_claims(problems),
            require_pkce: public || self.require_pkce == Some(true),
            allow_offline_access: self.allow_offline_access,
            access_token_lifetime: Some(access),
            refresh_token_lifetime: refresh,
            absolute_refresh_token_lifetime: absolute,
            sliding_refresh_token: self.sliding_refresh_token,
            update_access_token_claims_on_refresh: self.update_access_token_claims_on_refresh,
            rotate_refresh_token: public || self.rotate_refresh_token == Some(true),
            id_token_signing_algorithm: self.id_token_signing_algorithm,
            require_requested_scopes: self.require_requested_scopes,
            allowed_ip_addresses: self.checked_addresses(problems),
            jwks: self.jwks.clone(),
            back_channel_logout_uri: self.checked_logout_uri(problems),
            persistent_sso: self.checked_persistent_sso(problems),
            environment: self.environment,
            documentation: self.checked_documentation(problems),
        };
        std::mem::take(problems).into_result(CheckedDefinition { client_id, draft, secrets })
    }

    fn checked_lifetimes(&self, problems: &mut Problems) -> (u64, u64, Option<u64>) {
        let access = self.access_token_lifetime.unwrap_or(ACCESS_TOKEN_LIFETIME);
        let refresh = self.refresh_token_lifetime.unwrap_or(REFRESH_TOKEN_LIFETIME);
        (
            lifetime(problems, "accessTokenLifetime", access),
            lifetime(problems, "refreshTokenLifetime", refresh),
            // 0 is no lifetime at all but a word for none.
            self.absolute_refresh_token_lifetime.map(|seconds| {
                seconds.min(lifetime(problems, "absoluteRefreshTokenLifetime", seconds.max(1)))
            }),
        )
    }

    fn checked_id(&self, problems: &mut Problems) -> Option<ClientId> {
        let id = self.client_id.as_deref()?.parse::<ClientId>();
        let id = id.map_err(|words| problems.add("clientId", "characters", words.to_string())).ok()?;
        if !id.may_be_chosen() {
            problems.add("clientId", "reserved", "This id is a part of an address. Choose another.");
            return None;
        }
        Some(id)
    }

    fn checked_secrets(&self, most: u32, problems: &mut Problems) -> Vec<CheckedSecret> {
        let public = self.client_type == ClientType::Public;
        if public && !self.client_secrets.is_empty() {
            problems.add("clientSecrets", "not_here", "A public client can't keep a secret. Remove it.");
        }
        if public && self.jwks.is_some() {
            problems.add("jwks", "not_here", "A public client can't keep a private key. Remove its keys.");
        }
        if self.client_secrets.len() > most as usize {
            problems.add("clientSecrets", "too_many", format!("{most} secrets at most."));
        }
        self.client_secrets.iter().filter_map(|secret| secret.checked(problems)).collect()
    }

    /// What a grant type asks of the client.
    fn check_flow(&self, problems: &mut Problems) {
        let uses = |grant| self.grant_types.contains(&grant);
        if self.grant_types.is_empty() {
            problems.add("grantTypes", "empty", "Choose at least one grant type.");
        }
        if self.client_type == ClientType::Public
            && (uses(GrantType::Password) || uses(GrantType::ClientCredentials))
        {
            let words = "Password and client credentials need a secret, which a public client can't keep.";
            problems.add("grantTypes", "needs_secret", words);
        }
        if uses(GrantType::AuthorizationCode) && self.redirect_uris.is_empty() {
            problems.add("redirectUris", "uri.empty", "Add at least one web address.");
        }
    }

    fn check_pkce(&self, problems: &mut Problems) {
        let public = self.client_type == ClientType::Public;
        if public && self.require_pkce == Some(false) {
            problems.add("requirePkce", "public", "A public client always has to use PKCE.");
        }
        if public && self.rotate_refresh_token == Some(false) {
            problems.add("rotateRefreshToken", "public", "A public client's refresh tokens always rotate.");
        }
    }

    fn checked_uris(&self, field: &str, uris: &[String], problems: &mut Problems) -> Vec<String> {
        for (code, message) in redirect_uri::blocking(uris, self.client_type) {
            problems.add(field, code, message);
        }
        uris.to_vec()
    }

    fn post_logout(&self, problems: &mut Problems) -> Vec<String> {
        match &self.post_logout_redirect_uris {
            Some(uris) => self.checked_uris("postLogoutRedirectUris", uris, problems),
            None => self.redirect_uris.clone(),
        }
    }

    fn checked_logout_uri(&self, problems: &mut Problems) -> Option<String> {
        let uri = self.back_channel_logout_uri.as_deref().filter(|uri| !uri.is_empty())?;
        if let Err((code, words)) = back_channel::check_uri(uri) {
            problems.add("backChannelLogoutUri", code, words);
        }
        Some(uri.to_owned())
    }

    fn checked_persistent_sso(&self, problems: &mut Problems) -> bool {
        if self.persistent_sso && !session::fits_persistent_sso(&self.grant_types, &self.scopes) {
            let words = "Persistent SSO needs the authorization code grant and the scope openid.";
            problems.add("persistentSso", "needs_sign_in", words);
        }
        self.persistent_sso
    }

    fn checked_documentation(&self, problems: &mut Problems) -> Documentation {
        named(problems, "documentation", self.documentation.check());
        self.documentation.clone()
    }

    fn origins(&self, problems: &mut Problems) -> Vec<String> {
        let Some(origins) = &self.allowed_cors_origins else {
            return redirect_uri::origins(&self.redirect_uris);
        };
        for origin in origins {
            if redirect_uri::origin(origin).as_ref() != Some(origin) {
                let words = "Write an origin: scheme, host and port, for example https://app.example.com.";
                problems.add("allowedCorsOrigins", "origin", words);
            }
        }
        origins.clone()
    }

    fn checked_scopes(&self, problems: &mut Problems) -> Scopes {
        for scope in self.scopes.iter().filter(|scope| scope_catalogue::find(scope.as_str()).is_none()) {
            problems.add("scopes", "unknown", format!("This server has no scope `{}`.", scope.as_str()));
        }
        self.scopes.clone()
    }

    fn checked_roles(&self, problems: &mut Problems) -> Vec<String> {
        if self.roles.iter().any(String::is_empty) {
            problems.add("roles", "invalid", "A role has a name.".to_owned());
        }
        for role in self.roles.iter().filter(|role| !role.is_empty() && !roles::ALL.contains(&role.as_str()))
        {
            let (shown, known): (String, _) = (role.chars().take(100).collect(), roles::ALL.join(", "));
            problems.add("roles", "unknown", format!("This server has no role `{shown}`. It has {known}."));
        }
        self.roles.clone()
    }

    fn checked_claims(&self, problems: &mut Problems) -> Vec<ClientClaim> {
        named(problems, "claims", client_claims::check(&self.claims));
        self.claims.clone()
    }

    fn checked_addresses(&self, problems: &mut Problems) -> AllowedIpAddresses {
        let entries = self.allowed_ip_addresses.iter().map(String::as_str);
        let list = named(problems, "allowedIpAddresses", AllowedIpAddresses::parse(entries));
        if self.client_type == ClientType::Public && !list.is_empty() {
            let words = "A public client calls from its users' devices, so it can't be held to addresses.";
            problems.add("allowedIpAddresses", "not_here", words);
        }
        list
    }
}

impl SecretDefinition {
    fn checked(&self, problems: &mut Problems) -> Option<CheckedSecret> {
        let label =
            SecretLabel { description: self.description.clone(), expiration: self.expiration.clone() };
        let label = label.checked().map_err(|wrong| {
            for problem in wrong.0 {
                problems.add("clientSecrets", &problem.code, problem.message);
            }
        });
        let value = PlainSecret::accept(&self.value)
            .map_err(|words| problems.add("clientSecrets", "value", words.to_string()));
        let (value, (description, expires_at)) = (value.ok()?, label.ok()?);
        Some(CheckedSecret { value, description, expires_at })
    }
}

fn lifetime(problems: &mut Problems, field: &str, seconds: u64) -> u64 {
    if !(1..=LONGEST_LIFETIME).contains(&seconds) {
        problems.add(field, "range", "Write seconds: from 1 to 315360000, which is ten years.");
    }
    seconds
}

/// The value, or its default and a problem of the field.
fn named<T: Default>(problems: &mut Problems, field: &str, checked: Result<T, impl ToString>) -> T {
    checked.map_err(|words| problems.add(field, "invalid", words.to_string())).unwrap_or_default()
}
