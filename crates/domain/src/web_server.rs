//! Web server applications: what their form may say, and who may make them (R131, R133 to R143).

use oauth::grant_type::GrantType;
use oauth::scope::Scopes;

use crate::client::{ClientType, SigningAlgorithm};
use crate::definition::{Definition, LONGEST_LIFETIME};
use crate::documentation::Documentation;
use crate::draft::Draft;
use crate::problem::Problems;
use crate::refresh::ABSOLUTE_LIFETIME;
use crate::roles;
use crate::scope_catalogue::set_of;
use crate::template::{NewClient, REFRESH_TOKEN_LIFETIME, Template};

/// The grant types to choose from, in the order of the form.
pub const GRANT_TYPES: [GrantType; 3] =
    [GrantType::AuthorizationCode, GrantType::Password, GrantType::RefreshToken];
/// What `ID Token` stands for: without it nothing is said about who signed in.
pub const ID_TOKEN: [&str; 1] = ["openid"];
/// What `Basic User Information` stands for, beside [`ID_TOKEN`], without which userinfo tells nothing.
pub const BASIC_USER_INFORMATION: [&str; 2] = ["profile", "email"];
/// Seconds in a day: the form counts the lifetime of refresh tokens in days.
pub const DAY: u64 = 86_400;
/// The most days that a refresh token may last.
pub const MOST_DAYS: u64 = LONGEST_LIFETIME / DAY;

/// The fields in the order of the form, so that the first problem is the one nearest to the top.
const FIELDS: [&str; 8] = [
    "clientName",
    "description",
    "grantTypes",
    "redirectUris",
    "scopes",
    "roles",
    "persistentSso",
    "allowedIpAddresses",
];

/// Whether somebody with these roles may make web server applications (R131).
#[must_use]
pub fn may_make(held: &[String]) -> bool {
    held.iter().any(|role| role == roles::MANAGER)
}

/// Whether a client is a web server application, whether or not it was made by that template.
#[must_use]
pub fn is_one(template: Option<Template>, client_type: ClientType, grant_types: &[GrantType]) -> bool {
    let signs_people_in = grant_types.contains(&GrantType::AuthorizationCode);
    template == Some(Template::WebServerApplication)
        || (client_type == ClientType::Confidential && signs_people_in)
}

/// Whether the policy about requested scopes means anything for these grant types (R141).
#[must_use]
pub fn has_scopes_policy(grant_types: &[GrantType]) -> bool {
    grant_types.iter().any(|grant| matches!(grant, GrantType::AuthorizationCode | GrantType::Password))
}

/// Whether a web server application with these grant types may be told how many seconds its refresh tokens last (R143):
/// the wizard's answers and every change of one are held to this.
///
/// # Errors
/// The code and the words of what speaks against it: without the grant type Refresh Token nobody says how long, and with
/// it a token lasts from a day to [`MOST_DAYS`].
pub fn check_refresh_lifetime(grant_types: &[GrantType], seconds: u64) -> Result<(), (&'static str, String)> {
    if !grant_types.contains(&GrantType::RefreshToken) {
        return Err(("not_here", "Choose Refresh Token to say how long its tokens last.".to_owned()));
    }
    if !(DAY..=LONGEST_LIFETIME).contains(&seconds) {
        return Err(("range", format!("Write a number of days, from 1 to {MOST_DAYS}.")));
    }
    Ok(())
}

/// Seconds from a sign-in after which refresh tokens end, where each lasts this long: a lifetime of somebody's choice is
/// never cut short by a limit that nobody chose for it. 0 is no such end, and stays so.
#[must_use]
pub fn absolute_lifetime(lifetime: u64, present: u64) -> u64 {
    if present == 0 { 0 } else { present.max(lifetime) }
}

/// Turns the answers of the form into a whole client; what is left out takes the template's default.
///
/// # Errors
/// A problem for each field that can't stay as it is.
pub(crate) fn checked(new: &NewClient) -> Result<Draft, Problems> {
    let grant_types = grant_types(new);
    let refreshes = grant_types.contains(&GrantType::RefreshToken);
    let mut problems = Problems::default();
    check_grants(&grant_types, &mut problems);
    let lifetime = refresh_lifetime(new, &grant_types, &mut problems);
    let scopes = scopes(new, refreshes, &mut problems);
    let whole = definition(new, grant_types, scopes, lifetime).checked(0);
    problems.0.extend(whole.as_ref().err().map(|more| more.0.clone()).unwrap_or_default());
    problems.0.sort_by_key(|problem| {
        FIELDS.iter().position(|field| *field == problem.field).unwrap_or(FIELDS.len())
    });
    match whole {
        Ok(whole) => {
            problems.into_result(Draft { template: Some(Template::WebServerApplication), ..whole.draft })
        }
        Err(_) => Err(problems),
    }
}

/// The chosen grant types in the order of the form, each once, then those that the form doesn't have.
fn grant_types(new: &NewClient) -> Vec<GrantType> {
    let Some(chosen) = &new.grant_types else { return Template::WebServerApplication.grant_types() };
    let mut sorted: Vec<GrantType> = GRANT_TYPES.into_iter().filter(|grant| chosen.contains(grant)).collect();
    for grant in chosen {
        if !sorted.contains(grant) {
            sorted.push(*grant);
        }
    }
    sorted
}

fn check_grants(grant_types: &[GrantType], problems: &mut Problems) {
    if grant_types.iter().any(|grant| !GRANT_TYPES.contains(grant)) {
        let words = "Choose among Authorization Code, Password and Refresh Token.";
        problems.add("grantTypes", "not_here", words);
    }
    if grant_types == [GrantType::RefreshToken] {
        let words = "Refresh tokens come out of a sign-in. Choose Authorization Code or Password as well.";
        problems.add("grantTypes", "refresh_alone", words);
    }
}

/// The chosen scopes; with the grant type Refresh Token also the scope by which libraries ask for refresh tokens.
fn scopes(new: &NewClient, refreshes: bool, problems: &mut Problems) -> Scopes {
    let offline = set_of(["offline_access"]);
    let Some(chosen) = &new.scopes else {
        let defaults = Template::WebServerApplication.scopes();
        return if refreshes { defaults } else { defaults.without(&["offline_access"]) };
    };
    if chosen.is_empty() {
        let words = "Choose at least one scope: a client without any gets no token.";
        problems.add("scopes", "empty", words);
    }
    match refreshes {
        true if !chosen.is_empty() => chosen.union(&offline),
        false if chosen.contains("offline_access") => {
            let words = "offline_access gives refresh tokens. Choose Refresh Token as well, or leave it out.";
            problems.add("scopes", "needs_refresh_token", words);
            chosen.clone()
        }
        _ => chosen.clone(),
    }
}

/// Seconds a refresh token lasts: 30 days unless somebody says otherwise (R143).
fn refresh_lifetime(new: &NewClient, grant_types: &[GrantType], problems: &mut Problems) -> u64 {
    let Some(seconds) = new.refresh_token_lifetime else { return REFRESH_TOKEN_LIFETIME };
    match check_refresh_lifetime(grant_types, seconds) {
        Ok(()) => seconds,
        Err((code, words)) => {
            problems.add("refreshTokenLifetime", code, words);
            REFRESH_TOKEN_LIFETIME
        }
    }
}

fn definition(new: &NewClient, grant_types: Vec<GrantType>, scopes: Scopes, lifetime: u64) -> Definition {
    let refreshes = grant_types.contains(&GrantType::RefreshToken);
    Definition {
        client_id: None,
        client_name: new.client_name.clone(),
        description: new.description.clone().unwrap_or_default(),
        client_type: ClientType::Confidential,
        require_pkce: Some(grant_types.contains(&GrantType::AuthorizationCode)),
        grant_types,
        redirect_uris: new.redirect_uris.clone().unwrap_or_default(),
        post_logout_redirect_uris: None,
        allowed_cors_origins: None,
        allow_offline_access: refreshes,
        access_token_lifetime: None,
        refresh_token_lifetime: Some(lifetime),
        absolute_refresh_token_lifetime: Some(absolute_lifetime(lifetime, ABSOLUTE_LIFETIME)),
        sliding_refresh_token: true,
        update_access_token_claims_on_refresh: true,
        rotate_refresh_token: None,
        id_token_signing_algorithm: SigningAlgorithm::default(),
        scopes,
        roles: new.roles.clone().unwrap_or_default(),
        claims: Vec::new(),
        client_secrets: Vec::new(),
        jwks: None,
        allowed_ip_addresses: new.allowed_ip_addresses.clone().unwrap_or_default(),
        require_requested_scopes: true,
        back_channel_logout_uri: None,
        persistent_sso: new.persistent_sso.unwrap_or_default(),
        environment: None,
        documentation: Documentation::default(),
    }
}

#[cfg(test)]
mod tests;
