//! The objects that the management API reads and writes. That they are what the types are is shown by tests.

mod members;

#[cfg(test)]
mod tests;

use self::members as of;
use super::shape::Shape::{Any, Flag, List, Moment, Number, Of, Open, OrNull, Text, Words};
use super::shape::{Member, Record, Shape};

const TEXTS: Shape = List(&Text);

/// `domain::client::Client`
pub(super) static CLIENT: Record = Record {
    name: "Client",
    words: "A client as its owner sees it. No member can hold a secret.",
    closed: false,
    members: &[
        of::CLIENT_ID.needed(),
        of::CLIENT_NAME.needed(),
        of::DESCRIPTION,
        of::TEMPLATE,
        of::CLIENT_TYPE.needed(),
        Member::new("status", Words(&["active", "inactive", "revoked"]), "Whether it may be used.").needed(),
        of::GRANT_TYPES.needed(),
        of::REDIRECT_URIS.needed(),
        of::POST_LOGOUT_REDIRECT_URIS.needed(),
        of::ALLOWED_CORS_ORIGINS.needed(),
        of::REQUIRE_PKCE.needed(),
        of::ALLOW_OFFLINE_ACCESS.needed(),
        of::ACCESS_TOKEN_LIFETIME,
        of::REFRESH_TOKEN_LIFETIME.needed(),
        of::ABSOLUTE_REFRESH_TOKEN_LIFETIME,
        of::SLIDING_REFRESH_TOKEN.needed(),
        of::UPDATE_CLAIMS.needed(),
        of::ROTATE_REFRESH_TOKEN.needed(),
        of::SIGNING_ALGORITHM.needed(),
        of::SCOPES.needed(),
        of::ROLES.needed(),
        of::CLAIMS.needed(),
        Member::new("clientSecrets", List(&Of(&SECRET)), "Its secrets, without their values.").needed(),
        of::REQUIRE_REQUESTED_SCOPES.needed(),
        of::ALLOWED_IP_ADDRESSES.needed(),
        of::JWKS,
        of::BACK_CHANNEL_LOGOUT_URI,
        of::PERSISTENT_SSO.needed(),
        of::ENVIRONMENT,
        of::DOCUMENTATION,
        Member::new("version", Number, "How often it was changed; its ETag.").needed(),
        Member::new("createdAt", Moment, "When it was made.").needed(),
        Member::new("lastUsedAt", Moment, "When it last authenticated with success."),
    ],
};

/// `domain::client::ClientSecret`
static SECRET: Record = Record {
    name: "ClientSecret",
    words: "A secret as its owner sees it later.",
    closed: false,
    members: &[
        Member::new("id", Number, "Its number.").needed(),
        Member::new("description", Text, "What the owner calls it."),
        Member::new("hint", Text, "Its last four characters.").needed(),
        Member::new("expiration", Moment, "When it stops working; absent when never."),
        Member::new("createdAt", Moment, "When it was made.").needed(),
        Member::new("lastUsedAt", Moment, "When it was last used with success."),
    ],
};

/// `domain::client_query::ClientPage`
pub(super) static CLIENT_PAGE: Record = Record {
    name: "ClientPage",
    words: "A page of clients.",
    closed: false,
    members: &[
        Member::new("clients", List(&Of(&CLIENT)), "The clients of the page.").needed(),
        Member::new("active", Number, "How many clients of the account are active.").needed(),
        Member::new("limit", Number, "How many may be.").needed(),
        Member::new("total", Number, "How many were found, over all pages.").needed(),
        Member::new("page", Number, "Which page this is, from 1.").needed(),
        Member::new("pages", Number, "How many pages there are.").needed(),
    ],
};

/// `domain::client_query::ClientQuery`
pub(super) const CLIENT_QUERY: &[Member] = &[
    Member::new("search", Text, "A part of the name, the id or the description, in any case."),
    Member::new(
        "type",
        Words(&[
            "personal_access_token",
            "backend_service",
            "web_mobile_app",
            "web_server_application",
            "other",
            "public",
            "confidential",
        ]),
        "The template, `other` for clients without one, or whether it can keep a secret.",
    ),
    Member::new("status", Words(&["active", "inactive", "revoked"]), "The state."),
    Member::new("expiring", Flag, "Only those of which no credential works longer than 30 days."),
    Member::new("neverUsed", Flag, "Only those that never authenticated."),
    Member::new(
        "sort",
        Words(&["-createdAt", "createdAt", "clientName", "-clientName", "-lastUsedAt", "lastUsedAt"]),
        "The order; newest first when it is left out.",
    ),
    Member::new("page", Number, "The page, from 1."),
];

/// `domain::template::NewClient`
static NEW_CLIENT: Record = Record {
    name: "NewClient",
    words: "A client to be made from a template. Grant types, scopes and what follows are for web server applications only.",
    closed: true,
    members: &[
        of::TEMPLATE.needed(),
        of::CLIENT_NAME.needed(),
        of::DESCRIPTION.as_shape(OrNull(&Text)),
        of::REDIRECT_URIS.as_shape(OrNull(&TEXTS)),
        Member::new(
            "tokenExpiration",
            OrNull(&Words(&["30d", "90d", "1y", "never"])),
            "For personal access tokens only; 30 days when it is left out.",
        ),
        of::GRANT_TYPES.as_shape(OrNull(&of::LIST_OF_GRANT_TYPES)),
        of::SCOPES.as_shape(OrNull(&TEXTS)),
        of::ROLES.as_shape(OrNull(&TEXTS)),
        of::PERSISTENT_SSO.as_shape(OrNull(&Flag)),
        of::ALLOWED_IP_ADDRESSES.as_shape(OrNull(&TEXTS)),
        of::REFRESH_TOKEN_LIFETIME.as_shape(OrNull(&Number)),
    ],
};

/// `domain::definition::Definition`
static DEFINITION: Record = Record {
    name: "Definition",
    words: "A client written down whole. What is left out takes its default.",
    closed: true,
    members: &[
        of::CLIENT_ID,
        of::CLIENT_NAME.needed(),
        of::DESCRIPTION,
        of::CLIENT_TYPE.needed(),
        of::GRANT_TYPES.needed(),
        of::REDIRECT_URIS,
        of::POST_LOGOUT_REDIRECT_URIS,
        of::ALLOWED_CORS_ORIGINS,
        of::REQUIRE_PKCE,
        of::ALLOW_OFFLINE_ACCESS,
        of::ACCESS_TOKEN_LIFETIME,
        of::REFRESH_TOKEN_LIFETIME,
        of::ABSOLUTE_REFRESH_TOKEN_LIFETIME,
        of::SLIDING_REFRESH_TOKEN,
        of::UPDATE_CLAIMS,
        of::ROTATE_REFRESH_TOKEN,
        of::SIGNING_ALGORITHM,
        of::SCOPES,
        of::ROLES,
        of::CLAIMS,
        Member::new(
            "clientSecrets",
            List(&Of(&SECRET_DEFINITION)),
            "Secrets that you bring along; one is made for a confidential client that brings none and has no keys.",
        ),
        of::JWKS,
        of::ALLOWED_IP_ADDRESSES,
        of::REQUIRE_REQUESTED_SCOPES,
        of::BACK_CHANNEL_LOGOUT_URI,
        of::PERSISTENT_SSO,
        of::ENVIRONMENT,
        of::DOCUMENTATION,
    ],
};

/// `domain::definition::SecretDefinition`
static SECRET_DEFINITION: Record = Record {
    name: "SecretDefinition",
    words: "A secret that you bring along.",
    closed: true,
    members: &[
        Member::new("value", Text, "The secret: 16 to 256 printable ASCII characters.").needed(),
        Member::new("description", Text, "What you call it."),
        Member::new("expiration", Text, "A date, which lasts to its end in UTC, or a moment."),
    ],
};

/// `domain::change::Change`
pub(super) static CHANGE: Record = Record {
    name: "Change",
    words: "What changes of a client. What is left out stays.",
    closed: true,
    members: &[
        of::CLIENT_NAME,
        of::DESCRIPTION,
        of::GRANT_TYPES,
        of::REDIRECT_URIS,
        of::POST_LOGOUT_REDIRECT_URIS.as_shape(OrNull(&TEXTS)),
        of::ALLOWED_CORS_ORIGINS.as_shape(OrNull(&TEXTS)),
        of::BACK_CHANNEL_LOGOUT_URI.as_shape(OrNull(&Text)),
        of::REQUIRE_PKCE,
        of::ALLOW_OFFLINE_ACCESS,
        of::ACCESS_TOKEN_LIFETIME,
        of::REFRESH_TOKEN_LIFETIME,
        of::ABSOLUTE_REFRESH_TOKEN_LIFETIME.as_shape(OrNull(&Number)),
        of::SLIDING_REFRESH_TOKEN,
        of::UPDATE_CLAIMS,
        of::ROTATE_REFRESH_TOKEN,
        of::SIGNING_ALGORITHM,
        of::SCOPES,
        of::ROLES,
        of::CLAIMS,
        of::ALLOWED_IP_ADDRESSES,
        of::REQUIRE_REQUESTED_SCOPES,
        of::PERSISTENT_SSO,
        of::ENVIRONMENT.as_shape(OrNull(&of::ENVIRONMENTS)),
        of::DOCUMENTATION,
    ],
};

/// `domain::client::Issued`
static ISSUED: Record = Record {
    name: "Issued",
    words: "Credentials, in this answer and in no other.",
    closed: false,
    members: &[
        Member::new("clientSecret", Text, "The secret of a confidential client."),
        Member::new("personalAccessToken", Text, "A personal access token, whole."),
    ],
};

/// `domain::client::CreatedClient`
pub(super) static CREATED_CLIENT: Record = Record {
    name: "CreatedClient",
    words: "A new client.",
    closed: false,
    members: &[
        Member::new("client", Of(&CLIENT), "The client.").needed(),
        Member::new("issued", Of(&ISSUED), "The credentials that were made, if any were."),
    ],
};

/// `domain::client::IssuedSecret`
pub(super) static ISSUED_SECRET: Record = Record {
    name: "IssuedSecret",
    words: "A new secret.",
    closed: false,
    members: &[
        Member::new("secret", Of(&SECRET), "The secret as it is shown later.").needed(),
        Member::new("issued", Of(&ISSUED), "The credential.").needed(),
    ],
};

/// `domain::secret_label::SecretLabel`
pub(super) static SECRET_LABEL: Record = Record {
    name: "SecretLabel",
    words: "What a secret is called and when it ends.",
    closed: true,
    members: &[
        Member::new("description", Text, "What you call it: where it is deployed, for example."),
        Member::new("expiration", OrNull(&Text), "A date, which lasts to its end in UTC, or a moment."),
    ],
};

/// `management::clients::secrets::Regeneration`
pub(super) static REGENERATION: Record = Record {
    name: "Regeneration",
    words: "How the secrets of before go on.",
    closed: true,
    members: &[Member::new(
        "overlap",
        Words(&["now", "1h", "24h", "7d", "until_removed"]),
        "How long they go on working; 24 hours when it is left out.",
    )],
};

/// What makes a client.
pub(super) static WANTED: &[Shape] = &[Of(&NEW_CLIENT), Of(&DEFINITION)];

/// What `domain::import::split` takes apart.
pub(super) static IMPORT: &[Shape] = &[Of(&DEFINITION), List(&Of(&DEFINITION)), Of(&EXPORT)];

/// What `identity::clients::export` writes.
pub(super) static EXPORT: Record = Record {
    name: "Export",
    words: "Clients without their secrets.",
    closed: true,
    members: &[Member::new("clients", List(&Open), "The clients, oldest first.").needed()],
};

/// `domain::import::Report`
pub(super) static REPORT: Record = Record {
    name: "Report",
    words: "What an import came to.",
    closed: false,
    members: &[
        Member::new("dryRun", Flag, "Whether nothing was written.").needed(),
        Member::new("clients", List(&Of(&LINE)), "One line a client, in the order of the file.").needed(),
    ],
};

/// `domain::import::Line`
static LINE: Record = Record {
    name: "ReportLine",
    words: "What became of one client.",
    closed: false,
    members: &[
        Member::new("outcome", Words(&["created", "changed", "unchanged", "refused"]), "What became of it.")
            .needed(),
        Member::new("clientId", Text, "The id that the file names."),
        Member::new("client", Of(&CLIENT), "The client as it is then; absent when it was refused."),
        Member::new("differences", List(&Of(&DIFFERENCE)), "What is other than before.").needed(),
        Member::new("warnings", List(&Of(&FIELD_PROBLEM)), "What deserves a second look.").needed(),
        Member::new("problems", List(&Of(&FIELD_PROBLEM)), "Why it was refused.").needed(),
    ],
};

/// `domain::import::Difference`
static DIFFERENCE: Record = Record {
    name: "Difference",
    words: "A member that changes.",
    closed: false,
    members: &[
        Member::new("member", Text, "Its name.").needed(),
        Member::new("before", Any, "What it was.").needed(),
        Member::new("after", Any, "What it is then.").needed(),
    ],
};

/// `domain::problem::FieldProblem`
static FIELD_PROBLEM: Record = Record {
    name: "FieldProblem",
    words: "What is wrong with one member or parameter.",
    closed: false,
    members: &[
        Member::new("field", Text, "Its name.").needed(),
        Member::new("code", Text, "What is wrong, for programs; stable.").needed(),
        Member::new("message", Text, "What is wrong and what to do, for people.").needed(),
    ],
};

/// `crate::error::ProblemDetails`
pub(super) static PROBLEM: Record = Record {
    name: "Problem",
    words: "A refusal (RFC 9457). Some kinds have members of their own besides.",
    closed: false,
    members: &[
        Member::new("title", Text, "The status in words.").needed(),
        Member::new("status", Number, "The HTTP status.").needed(),
        Member::new("code", Text, "What went wrong, for programs; stable.").needed(),
        Member::new("detail", Text, "What went wrong and what to do, for people.").needed(),
        Member::new("problems", List(&Of(&FIELD_PROBLEM)), "What is wrong with single members."),
        Member::new("retryAfter", Number, "After how many seconds it is worth trying again."),
        Member::new("present", Of(&CLIENT), "The client as it is now, when another version was expected."),
        Member::new("recentUses", Open, "Where a secret that was not removed is in use."),
        Member::new("requestId", Text, "The answer's `X-Request-Id`.").needed(),
    ],
};

/// The claim of a client: `domain::client_claims::ClientClaim`
static CLAIM: Record = Record {
    name: "Claim",
    words: "What access tokens say besides.",
    closed: true,
    members: &[
        Member::new("type", Text, "The name in the token.").needed(),
        Member::new("value", Text, "The value.").needed(),
    ],
};

/// `domain::documentation::Documentation`
static DOCUMENTATION: Record = Record {
    name: "Documentation",
    words: "What an owner writes down about a client.",
    closed: true,
    members: &[
        Member::new("purpose", Text, "What it is for."),
        Member::new("owner", Text, "Who answers for it."),
        Member::new("deploymentLocations", Text, "Where it is deployed."),
        Member::new("contact", Text, "Whom to ask."),
        Member::new("dependencies", Text, "What needs it, and what it needs."),
        Member::new("rotationSchedule", Text, "When its secrets are changed."),
    ],
};
