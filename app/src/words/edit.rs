//! The words of the edit dialog.

use domain::template::Template;

/// The pencil of a client, and its button on the client's page (`contract.md`).
pub(crate) const EDIT: &str = "Edit";
/// The button that saves (`contract.md`).
pub(crate) const SAVE: &str = "Save Changes";
/// The button that closes without saving.
pub(crate) const CANCEL: &str = "Cancel";
/// The drawer of what few people change.
pub(crate) const ADVANCED: &str = "Advanced";
/// The drawer of what is written down about a client.
pub(crate) const DOCUMENTATION: &str = "Documentation";
/// Above the list of what differs.
pub(crate) const WHAT_CHANGES: &str = "What will change";
/// The columns of that list.
pub(crate) const CHANGES_HEADS: [&str; 2] = ["Now", "After saving"];
/// Above a draft that was kept.
pub(crate) const KEPT: &str = "These are your changes from before. They are not saved yet.";
/// The tick by which a derived list becomes one of its own.
pub(crate) const SEPARATE: &str = "Edit separately";
/// In the place of an empty derived list.
pub(crate) const NO_ORIGINS: &str = "None: only web addresses have an origin.";
/// The question before changes are lost.
pub(crate) const DISCARD_TITLE: &str = "Discard your changes?";
/// What happens then.
pub(crate) const DISCARD_TEXT: &str = "What you have changed is not saved. The client stays as it is.";
/// The answer that stays.
pub(crate) const KEEP_EDITING: &str = "Keep editing";
/// The answer that leaves.
pub(crate) const DISCARD: &str = "Discard changes";
/// The title when somebody else was faster.
pub(crate) const STALE_TITLE: &str = "Somebody changed this client in the meantime";
/// What to do about it.
pub(crate) const STALE_TEXT: &str =
    "Nothing was overwritten. Choose which of the two it is to be; what you didn't touch stays as it is now.";
/// The columns of the comparison.
pub(crate) const STALE_HEADS: [&str; 2] = ["Yours", "Theirs"];
/// In the place of a member that I left as it was.
pub(crate) const UNTOUCHED: &str = "Not changed by you";
/// The button that puts mine over theirs.
pub(crate) const KEEP_MINE: &str = "Keep mine";
/// The button that gives mine up.
pub(crate) const TAKE_THEIRS: &str = "Take theirs";
/// The comparison when both did the same.
pub(crate) const NO_DIFFERENCE: &str = "Both of you made the same changes.";
/// Under the heading of the scopes.
pub(crate) const SCOPES_HINT: &str = "People are asked again before the client gets a scope that is new. A scope that you take away stops at the next refresh.";
/// The name of the six settings.
pub(crate) const SETTINGS: &str = "Settings, their defaults and what is recommended";
/// What stands beside each of them.
pub(crate) const SETTINGS_HEADS: [&str; 2] = ["Default", "Recommended"];
/// What a number has to be.
pub(crate) const NOT_A_NUMBER: &str = "Write a whole number of seconds, for example 3600.";
/// A switch that is on, or off.
pub(crate) const ON_OFF: [&str; 2] = ["On", "Off"];
/// A list or a text without anything in it.
pub(crate) const NOTHING: &str = "None";
/// A list that follows the redirect URLs.
pub(crate) const FOLLOWS: &str = "Follows the redirect URLs";
/// A number that is left to the server.
pub(crate) const BY_DEFAULT: &str = "By default";
/// The choice of no environment.
pub(crate) const NO_ENVIRONMENT: &str = "Not said";
/// The environments, in the order of `Environment::ALL`.
pub(crate) const ENVIRONMENTS: [&str; 3] = ["Development", "Staging", "Production"];

/// The name of the dialog (`contract.md`).
pub(crate) fn title(name: &str) -> String {
    format!("Edit {name}")
}

/// Said when it is done.
pub(crate) fn saved(name: &str) -> String {
    format!("Changes to {name} are saved.")
}

/// Said when nothing differed.
pub(crate) fn unchanged(name: &str) -> String {
    format!("{name} is as it was: there was nothing to save.")
}

/// How many things change, to be said aloud.
pub(crate) fn changes(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "1 change is not saved yet.".to_owned(),
        many => format!("{many} changes are not saved yet."),
    }
}

/// A number of seconds, with what that is in words.
pub(crate) fn seconds(number: u64, words: &str) -> String {
    format!("{number} s ({words})")
}

/// What the field for the name is called, as in the wizard.
pub(crate) fn name_label(template: Option<Template>) -> &'static str {
    template.map_or("Name", Template::name_label)
}

/// The name of a member on the screen.
pub(crate) fn label(member: &str) -> &'static str {
    match member {
        "clientName" => "Name",
        "description" => "Description",
        "redirectUris" => "Redirect URLs",
        "postLogoutRedirectUris" => "Post-logout redirect URLs",
        "allowedCorsOrigins" => "Allowed CORS origins",
        "environment" => "Environment",
        "accessTokenLifetime" => "Access token lifetime",
        "refreshTokenLifetime" => "Refresh token lifetime",
        "requirePkce" => "Require PKCE",
        "allowOfflineAccess" => "Allow offline access",
        "slidingRefreshToken" => "Sliding refresh token",
        "updateAccessTokenClaimsOnRefresh" => "Update access token on refresh",
        "absoluteRefreshTokenLifetime" => "Absolute refresh token lifetime",
        "rotateRefreshToken" => "Rotate refresh tokens",
        "idTokenSigningAlgorithm" => "ID token signing algorithm",
        "grantTypes" => "Grant types",
        "scopes" => "Scopes",
        "allowedIpAddresses" => "Allowed IP addresses",
        "backChannelLogoutUri" => "Back-channel logout URL",
        "persistentSso" => "Persistent SSO",
        "requireRequestedScopes" => super::web_server::ENFORCE,
        "roles" => "User roles",
        "documentation.purpose" => "Purpose",
        "documentation.owner" => "Owner",
        "documentation.deploymentLocations" => "Deployment locations",
        "documentation.contact" => "Contact",
        "documentation.dependencies" => "Dependencies",
        "documentation.rotationSchedule" => "Rotation schedule",
        _ => "Setting",
    }
}

/// The line that helps with a member; empty where its name says it all.
pub(crate) fn hint(member: &str) -> &'static str {
    match member {
        "description" => "Optional: what it is for, and who to ask about it.",
        "redirectUris" => {
            "Where people come back to after signing in, one per line. HTTPS required for production; http is for localhost only."
        }
        "postLogoutRedirectUris" => "Where people may be sent after they signed out.",
        "allowedCorsOrigins" => "The web pages whose scripts may call this server.",
        "environment" => "So that nobody takes one for the other.",
        "accessTokenLifetime" => "In seconds: how long an access token is valid.",
        "refreshTokenLifetime" => "In seconds: how long a refresh token is valid.",
        "requirePkce" => "The authorization code flow needs a code challenge.",
        "allowOfflineAccess" => "It can stay signed in by the scope offline_access.",
        "slidingRefreshToken" => "A refresh token's time starts anew when it is used.",
        "updateAccessTokenClaimsOnRefresh" => "A refreshed token says what holds now, not at sign-in.",
        "absoluteRefreshTokenLifetime" => {
            "In seconds from the sign-in, however often tokens are used. 0 is no end; blank is 180 days for sliding tokens."
        }
        "rotateRefreshToken" => "Each use gives a new one, and an old one that comes back ends them all.",
        "allowedIpAddresses" => "Separated by commas; networks like 192.0.2.0/24 count. Blank allows all.",
        "backChannelLogoutUri" => "Told when somebody signs out. Blank for none.",
        "persistentSso" => "People stay signed in when the browser is closed. Needs the scope openid.",
        _ => "",
    }
}
