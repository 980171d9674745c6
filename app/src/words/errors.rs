//! What each error of the protocol means, and what to do (RFC 6749 §5.2).

/// The page.
pub const TITLE: &str = "Errors and what to do";
/// The line below its name.
pub const LEAD: &str = "The owner of a client finds the true cause of each refusal under Activity, by the answer's X-Request-Id; the server's log has it, too.";
/// Above the causes of an error.
pub const WHY: &str = "Why";
/// Above what helps.
pub const WHAT_TO_DO: &str = "What to do";

/// One error: its name, why it happens, what helps.
pub struct Explained {
    /// The anchor, which is the name in the product's documents.
    pub anchor: &'static str,
    /// The names under which it arrives.
    pub names: &'static str,
    /// What it comes from.
    pub causes: &'static [&'static str],
    /// What helps.
    pub remedies: &'static [&'static str],
}

/// Every error of the protocol that a developer meets, the most common first.
pub const EXPLAINED: [Explained; 8] = [
    Explained {
        anchor: "invalid_client",
        names: "invalid_client",
        causes: &[
            "The client id is not exactly the one in the console.",
            "The client was deleted or is not active.",
            "The secret is wrong, has expired, or is missing.",
        ],
        remedies: &[
            "Compare the client id letter by letter.",
            "Look at the client's status in the console.",
            "Send the secret by one way only: Basic or form.",
        ],
    },
    Explained {
        anchor: "invalid_redirect_uri",
        names: "invalid_redirect_uri",
        causes: &[
            "The address is not registered.",
            "A letter's case, the scheme or a slash at the end differs.",
        ],
        remedies: &["Register exactly the address that the app sends."],
    },
    Explained {
        anchor: "invalid_scope",
        names: "invalid_scope",
        causes: &[
            "The scope is not assigned to the client.",
            "There is no such scope; perhaps it is misspelt.",
            "No scope was asked for, and the client has to ask.",
        ],
        remedies: &["Ask only for scopes that the client's page lists."],
    },
    Explained {
        anchor: "invalid_target",
        names: "invalid_target",
        causes: &[
            "The resource is neither the API's public URL nor the issuer.",
            "The resource was not asked for when the person signed in.",
        ],
        remedies: &["Leave resource out for a token for the API."],
    },
    Explained {
        anchor: "invalid_dpop_proof",
        names: "invalid_dpop_proof",
        causes: &[
            "The proof was made for another request or another access token, or was used before.",
            "It was made more than a minute ago, or one of the clocks is wrong.",
            "Its algorithm or its key can't be used.",
        ],
        remedies: &[
            "Make a new proof for every request, with the address that the server has in its configuration.",
        ],
    },
    Explained {
        anchor: "unsupported_grant_type",
        names: "unauthorized_client, unsupported_grant_type",
        causes: &[
            "The client doesn't have this grant type.",
            "The grant type doesn't fit the kind of client: public clients can't use the password grant.",
            "The server doesn't have this grant type at all.",
        ],
        remedies: &["Use a grant type that the client's page lists, or make a client from another template."],
    },
    Explained {
        anchor: "invalid_grant",
        names: "invalid_grant",
        causes: &[
            "The code was used before, is older than a minute, or belongs to another request.",
            "The refresh token was used before, has expired or was revoked.",
            "E-mail address and password don't belong together.",
        ],
        remedies: &["Send people through sign-in again; keep only the newest refresh token."],
    },
    Explained {
        anchor: "slow_down",
        names: "authorization_pending, slow_down, expired_token",
        causes: &[
            "A device asks for its tokens, and its person has not answered yet.",
            "It asks before its interval has passed.",
            "Nobody answered within ten minutes.",
        ],
        remedies: &[
            "Wait for the interval, and for five seconds more after each slow_down.",
            "Begin with a new code when the old one has expired.",
        ],
    },
];
