//! What the API says of clients and their credentials.

use super::FIELD_PROBLEM;
use super::members as of;
use crate::management::shape::Shape::{List, Moment, Number, Of, Text, Words};
use crate::management::shape::{Member, Record};

/// `domain::client::Client`
pub(in crate::management) static CLIENT: Record = Record {
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
        of::LAST_USED_AT,
    ],
};

/// `domain::client::ClientSecret`
pub(in crate::management) static SECRET: Record = Record {
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
pub(in crate::management) static CLIENT_PAGE: Record = Record {
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

/// `domain::client::Issued`
pub(in crate::management) static ISSUED: Record = Record {
    name: "Issued",
    words: "Credentials, in this answer and in no other.",
    closed: false,
    members: &[
        Member::new("clientSecret", Text, "The secret of a confidential client."),
        Member::new("personalAccessToken", Text, "A personal access token, whole."),
    ],
};

/// `domain::client::CreatedClient`
pub(in crate::management) static CREATED_CLIENT: Record = Record {
    name: "CreatedClient",
    words: "A new client.",
    closed: false,
    members: &[
        Member::new("client", Of(&CLIENT), "The client.").needed(),
        Member::new("issued", Of(&ISSUED), "The credentials that were made, if any were."),
        Member::new("warnings", List(&Of(&FIELD_PROBLEM)), "What was taken over and deserves a second look."),
    ],
};

/// `domain::client::IssuedSecret`
pub(in crate::management) static ISSUED_SECRET: Record = Record {
    name: "IssuedSecret",
    words: "A new secret.",
    closed: false,
    members: &[
        Member::new("secret", Of(&SECRET), "The secret as it is shown later.").needed(),
        Member::new("issued", Of(&ISSUED), "The credential.").needed(),
    ],
};

/// `domain::secret_use::SecretList`, with verdicts.
pub(in crate::management) static SECRET_LIST: Record = Record {
    name: "SecretList",
    words: "The secrets of a client, with how they were used.",
    closed: false,
    members: &[
        Member::new("secrets", List(&Of(&KNOWN_SECRET)), "Those that were not removed, oldest first.")
            .needed(),
        Member::new("limit", Number, "How many may work at once.").needed(),
    ],
};

/// `domain::secret_use::Verdict`
const VERDICTS: &[&str] = &["in_use", "only_one", "not_used_yet", "safe_to_remove"];

/// `domain::secret_use::KnownSecret`, with its verdict.
pub(in crate::management) static KNOWN_SECRET: Record = Record {
    name: "KnownSecret",
    words: "A secret, and what speaks for and against removing it.",
    closed: false,
    members: &[
        Member::new("secret", Of(&SECRET), "The secret.").needed(),
        Member::new("supersededAt", Moment, "When another one took its place; absent when none did."),
        Member::new("evidence", Of(&EVIDENCE), "Whether it is still needed.").needed(),
        Member::new(
            "verdict",
            Words(VERDICTS),
            "The weightiest reason to keep it; `safe_to_remove` without one.",
        )
        .needed(),
    ],
};

/// `domain::secret_use::Evidence`
pub(in crate::management) static EVIDENCE: Record = Record {
    name: "Evidence",
    words: "How a secret was used.",
    closed: false,
    members: &[
        Member::new("lastUse", Of(&LAST_USE), "Its last use; absent when there was none."),
        Member::new("recent", Of(&RECENT_USES), "Its uses in the last 24 hours.").needed(),
    ],
};

/// `domain::secret_use::LastUse`
pub(in crate::management) static LAST_USE: Record = Record {
    name: "LastUse",
    words: "The last use of a secret.",
    closed: false,
    members: &[
        Member::new("at", Moment, "When it was, to the minute.").needed(),
        Member::new("address", Text, "From which address, where that is known."),
        Member::new("agent", Text, "What the program called itself, where it did."),
    ],
};

/// `domain::secret_use::RecentUses`
pub(in crate::management) static RECENT_USES: Record = Record {
    name: "RecentUses",
    words: "The uses of a secret in the last 24 hours.",
    closed: false,
    members: &[
        Member::new("uses", Number, "How often it was used with success.").needed(),
        Member::new("addresses", Number, "From how many addresses.").needed(),
    ],
};

/// The first call of a client, in every language that it has one for.
pub(in crate::management) static SNIPPETS: Record = Record {
    name: "Snippets",
    words: "A client's first call.",
    closed: false,
    members: &[Member::new(
        "snippets",
        List(&Of(&SNIPPET)),
        "One text a language; none for a client that has no first call.",
    )
    .needed()],
};

/// `domain::snippet::Snippet`
pub(in crate::management) static SNIPPET: Record = Record {
    name: "Snippet",
    words: "A text in one language.",
    closed: false,
    members: &[
        Member::new("language", Text, "The language or tool.").needed(),
        Member::new("text", Text, "The text, with its line breaks.").needed(),
    ],
};

/// The claim of a client: `domain::client_claims::ClientClaim`
pub(in crate::management) static CLAIM: Record = Record {
    name: "Claim",
    words: "What access tokens say besides.",
    closed: true,
    members: &[
        Member::new("type", Text, "The name in the token.").needed(),
        Member::new("value", Text, "The value.").needed(),
    ],
};

/// `domain::documentation::Documentation`
pub(in crate::management) static DOCUMENTATION: Record = Record {
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
