//! Changes that open a client to others: where its codes and people go, who may call in its name, and what it may do.

use crate::client::Client;

/// Whether a change lets a client's credentials or people go elsewhere than before, so that whoever makes it types their
/// password again: another grant type, another address to come back to or to be told at, another origin, another network, a scope
/// or role more than before, or codes that need no proof any more (security rule M10).
#[must_use]
pub fn is_sensitive(before: &Client, after: &Client) -> bool {
    before.grant_types != after.grant_types
        || before.redirect_uris != after.redirect_uris
        || before.post_logout_redirect_uris != after.post_logout_redirect_uris
        || before.allowed_cors_origins != after.allowed_cors_origins
        || before.back_channel_logout_uri != after.back_channel_logout_uri
        || before.allowed_ip_addresses != after.allowed_ip_addresses
        || !after.scopes.is_subset(&before.scopes)
        || after.roles.iter().any(|role| !before.roles.contains(role))
        || (before.require_pkce && !after.require_pkce)
}
