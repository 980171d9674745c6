//! The templates: what each card says, and the documents' table that compares them.

use domain::template::Template;

/// What a card says under its name: what it is best for, with the documents' examples, and four answers (secret, acts as,
/// refresh, redirect URLs).
pub(crate) const fn card(template: Template) -> (&'static str, [&'static str; 4]) {
    match template {
        Template::PersonalAccessToken => (
            "Best for you: quick tests with Postman or curl, personal scripts, imports and exports, debugging.",
            [
                "The token is the secret",
                "Acts as you",
                "No refresh: it lasts as long as you choose",
                "No redirect URLs",
            ],
        ),
        Template::BackendService => (
            "Best for servers that call the API on their own: scheduled jobs, ETL, data sync, microservices.",
            [
                "Needs a secret, kept on your server",
                "Acts as itself",
                "No refresh tokens: it asks anew",
                "No redirect URLs",
            ],
        ),
        Template::WebServerApplication => (
            "Best for web applications that run on a server, in ASP.NET, Java, Ruby or Node.js. For managers.",
            [
                "Needs a secret, kept on your server",
                "Acts as the person who signed in",
                "Refresh tokens if you choose them",
                "Redirect URLs, scopes and roles of your choice",
            ],
        ),
        Template::WebMobileApp => (
            "Best for apps that people sign in to: single-page, mobile, progressive web, and desktop with a web view.",
            [
                "Needs no secret: PKCE protects it",
                "Acts as the person who signed in",
                "Refresh tokens for 30 days",
                "Needs redirect URLs",
            ],
        ),
    }
}

/// What the table is.
pub(crate) const COMPARED: &str = "The templates compared";

/// The rows of the documents' comparison table, one cell for each card.
pub(crate) const COMPARISON: [(&str, [&str; 4]); 6] = [
    ("Grant type", ["Password", "Password, Client Credentials", "Authorization Code + PKCE", "Chosen"]),
    ("Requires secret", ["Yes (embedded in token)", "Yes", "No", "Yes"]),
    (
        "User context",
        [
            "Yes (creator's identity)",
            "No, unless it is given a user's password",
            "Yes (authenticated user)",
            "Yes (authenticated user)",
        ],
    ),
    ("Refresh tokens", ["No", "No", "Yes", "If chosen"]),
    ("Redirect URIs", ["Not required", "Not required", "Required", "With Authorization Code"]),
    (
        "Best use case",
        ["Quick testing, scripts", "Server-to-server", "User-facing apps", "Web sites on a server"],
    ),
];
