//! The members of a client, which answers, definitions and changes have in common.

use super::super::shape::Shape::{Flag, List, Moment, Number, Of, Open, Text, Words};
use super::super::shape::{Member, Shape};
use super::{CLAIM, DOCUMENTATION as WRITTEN, TEXTS};

const OF_CLAIM: &Shape = &Of(&CLAIM);

pub(super) const ENVIRONMENTS: Shape = Words(&["development", "staging", "production"]);

pub(super) const CLIENT_ID: Member = Member::new(
    "clientId",
    Text,
    "The public identifier: 3 to 100 of A-Z a-z 0-9 . _ ~ - with a letter among them.",
);
pub(super) const CLIENT_NAME: Member = Member::new(
    "clientName",
    Text,
    "The name that its owner and, at consent, its users see: 3 to 200 characters.",
);
pub(super) const DESCRIPTION: Member = Member::new("description", Text, "What it is for.");
pub(super) const TEMPLATE: Member = Member::new(
    "template",
    Words(&["personal_access_token", "backend_service", "web_mobile_app", "web_server_application"]),
    "What it is made from.",
);
pub(super) const CLIENT_TYPE: Member =
    Member::new("clientType", Words(&["public", "confidential"]), "Whether it can keep a secret.");
pub(super) const LIST_OF_GRANT_TYPES: Shape = List(&Words(&[
    "authorization_code",
    "refresh_token",
    "password",
    "client_credentials",
    "urn:ietf:params:oauth:grant-type:device_code",
    "urn:ietf:params:oauth:grant-type:token-exchange",
]));
pub(super) const GRANT_TYPES: Member =
    Member::new("grantTypes", LIST_OF_GRANT_TYPES, "The grant types that it may use.");
pub(super) const REDIRECT_URIS: Member = Member::new("redirectUris", TEXTS, "Where codes may be sent.");
pub(super) const POST_LOGOUT_REDIRECT_URIS: Member = Member::new(
    "postLogoutRedirectUris",
    TEXTS,
    "Where people may be sent after they signed out; the redirect URIs when nobody says.",
);
pub(super) const ALLOWED_CORS_ORIGINS: Member = Member::new(
    "allowedCorsOrigins",
    TEXTS,
    "The web origins whose scripts may call; those of the redirect URIs when nobody says.",
);
pub(super) const REQUIRE_PKCE: Member =
    Member::new("requirePkce", Flag, "Whether it has to use PKCE. Public clients always have to.");
pub(super) const ALLOW_OFFLINE_ACCESS: Member =
    Member::new("allowOfflineAccess", Flag, "Whether it can get refresh tokens by `offline_access`.");
pub(super) const ACCESS_TOKEN_LIFETIME: Member =
    Member::new("accessTokenLifetime", Number, "Seconds that an access token lasts; 3600 when nobody says.");
pub(super) const REFRESH_TOKEN_LIFETIME: Member = Member::new(
    "refreshTokenLifetime",
    Number,
    "Seconds that a refresh token lasts; 2592000 when nobody says.",
);
pub(super) const ABSOLUTE_REFRESH_TOKEN_LIFETIME: Member = Member::new(
    "absoluteRefreshTokenLifetime",
    Number,
    "Seconds from a sign-in after which its refresh tokens end, however often they are used; 0 for no such end.",
);
pub(super) const SLIDING_REFRESH_TOKEN: Member =
    Member::new("slidingRefreshToken", Flag, "Whether a refresh token's time starts anew when it is used.");
pub(super) const UPDATE_CLAIMS: Member = Member::new(
    "updateAccessTokenClaimsOnRefresh",
    Flag,
    "Whether a refreshed access token carries the claims of now.",
);
pub(super) const ROTATE_REFRESH_TOKEN: Member =
    Member::new("rotateRefreshToken", Flag, "Whether every use of a refresh token gives a new one.");
pub(super) const SIGNING_ALGORITHM: Member =
    Member::new("idTokenSigningAlgorithm", Words(&["RS256", "ES256"]), "What signs its ID tokens.");
pub(super) const SCOPES: Member = Member::new("scopes", TEXTS, "The scopes that it may ask for.");
pub(super) const ROLES: Member =
    Member::new("roles", TEXTS, "The roles of the people it may act for; empty for everybody.");
pub(super) const CLAIMS: Member =
    Member::new("claims", List(OF_CLAIM), "What its access tokens say besides.");
pub(super) const ALLOWED_IP_ADDRESSES: Member =
    Member::new("allowedIpAddresses", TEXTS, "From where its own requests may come; empty for everywhere.");
pub(super) const REQUIRE_REQUESTED_SCOPES: Member = Member::new(
    "requireRequestedScopes",
    Flag,
    "Whether a request without scopes is refused. Always on, but for a client that was imported without it, until it is switched on.",
);
pub(super) const JWKS: Member =
    Member::new("jwks", Open, "The public keys by which it proves who it is (RFC 7517 §5).");
pub(super) const BACK_CHANNEL_LOGOUT_URI: Member =
    Member::new("backChannelLogoutUri", Text, "Where it wants to be told that somebody has signed out.");
pub(super) const PERSISTENT_SSO: Member =
    Member::new("persistentSso", Flag, "Whether a sign-in for it outlives the browser.");
pub(super) const ENVIRONMENT: Member = Member::new("environment", ENVIRONMENTS, "Where it runs.");
pub(super) const DOCUMENTATION: Member =
    Member::new("documentation", Of(&WRITTEN), "What its owner wrote down about it.");
pub(super) const LAST_USED_AT: Member =
    Member::new("lastUsedAt", Moment, "When it last authenticated with success; absent when never.");
