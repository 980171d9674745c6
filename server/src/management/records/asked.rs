//! What callers say: of which clients they want to know, and what one is to be.

use super::members as of;
use super::{DOCUMENTATION, TEXTS};
use crate::management::shape::Shape::{Flag, List, Number, Of, OrNull, Text, Words};
use crate::management::shape::{Member, Record, Shape};

/// `domain::client_query::ClientQuery`
pub(in crate::management) const CLIENT_QUERY: &[Member] = &[
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
pub(in crate::management) static NEW_CLIENT: Record = Record {
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
pub(in crate::management) static DEFINITION: Record = Record {
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
pub(in crate::management) static SECRET_DEFINITION: Record = Record {
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
pub(in crate::management) static CHANGE: Record = Record {
    name: "Change",
    words: "What changes of a client. What is left out stays.",
    closed: true,
    members: &[
        of::CLIENT_NAME,
        of::DESCRIPTION.as_shape(OrNull(&Text)),
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
        of::DOCUMENTATION.as_shape(OrNull(&Of(&DOCUMENTATION))),
    ],
};

/// `domain::secret_label::SecretLabel`
pub(in crate::management) static SECRET_LABEL: Record = Record {
    name: "SecretLabel",
    words: "What a secret is called and when it ends.",
    closed: true,
    members: &[
        Member::new("description", Text, "What you call it: where it is deployed, for example."),
        Member::new("expiration", OrNull(&Text), "A date, which lasts to its end in UTC, or a moment."),
    ],
};

/// `management::clients::secrets::Regeneration`
pub(in crate::management) static REGENERATION: Record = Record {
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
pub(in crate::management) static WANTED: &[Shape] = &[Of(&NEW_CLIENT), Of(&DEFINITION)];
