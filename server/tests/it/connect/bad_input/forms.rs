//! A good form for each thing that a program can ask for, to be spoilt in one place.

use super::CALLBACK;
use crate::world::{CHALLENGE, PASSWORD, TestServer, VERIFIER, text};

const DEVICE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// A form that is good as it stands, and the address that it is for.
pub(super) struct GoodForm {
    pub(super) path: &'static str,
    pub(super) fields: Vec<(&'static str, String)>,
}

impl GoodForm {
    pub(super) fn new(path: &'static str, fields: &[(&'static str, &str)]) -> Self {
        Self { path, fields: fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect() }
    }

    pub(super) fn encoded(&self) -> String {
        oauth::form::Form::encode(self.fields.iter().map(|(name, value)| (*name, &**value)))
    }

    /// The same form with another value in one place.
    pub(super) fn with(&self, name: &str, value: &str) -> String {
        let fields = self.fields.iter().map(|(own, old)| (*own, if *own == name { value } else { old }));
        oauth::form::Form::encode(fields)
    }
}

/// What the forms are filled in with.
struct Material {
    service: String,
    secret: String,
    app: String,
    code: String,
    access_token: String,
    refresh_token: String,
}

/// One good form for each thing that a program can ask for.
pub(super) async fn good_forms(server: &TestServer) -> Vec<GoodForm> {
    let alice = server.alice().await;
    let (service, secret) = alice.backend_service().await;
    let app = alice.app(CALLBACK).await;
    let code = alice.code(&app, CALLBACK, "openid offline_access").await;
    let tokens = alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
    let code = alice.code(&app, CALLBACK, "openid").await;
    let grants = format!("authorization_code {DEVICE_GRANT}");
    server.execute(&format!("UPDATE clients SET grant_types = '{grants}' WHERE client_id = '{app}'")).await;
    let (access_token, refresh_token) = (text(&tokens["access_token"]), text(&tokens["refresh_token"]));
    let material = Material { service, secret, app, code, access_token, refresh_token };
    [of_the_token_endpoint(&material), of_other_endpoints(&material)].into_iter().flatten().collect()
}

fn of_the_token_endpoint(material: &Material) -> Vec<GoodForm> {
    let form = |fields: &[(&'static str, &str)]| GoodForm::new("/connect/token", fields);
    let Material { service, secret, app, .. } = material;
    vec![
        form(&[
            ("grant_type", "client_credentials"),
            ("scope", "exepron.restapi"),
            ("client_id", service),
            ("client_secret", secret),
        ]),
        form(&[
            ("grant_type", "password"),
            ("username", "alice@example.com"),
            ("password", PASSWORD),
            ("scope", "exepron.restapi"),
            ("client_id", service),
            ("client_secret", secret),
        ]),
        form(&[
            ("grant_type", "authorization_code"),
            ("code", &material.code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
            ("client_id", app),
        ]),
        form(&[
            ("grant_type", "refresh_token"),
            ("refresh_token", &material.refresh_token),
            ("scope", "openid"),
            ("client_id", app),
        ]),
        form(&[("grant_type", DEVICE_GRANT), ("device_code", "no such code"), ("client_id", app)]),
    ]
}

fn of_other_endpoints(material: &Material) -> Vec<GoodForm> {
    let Material { service, secret, app, access_token, refresh_token, .. } = material;
    vec![
        GoodForm::new("/connect/deviceauthorization", &[("client_id", app), ("scope", "openid")]),
        GoodForm::new(
            "/connect/par",
            &[
                ("client_id", app),
                ("response_type", "code"),
                ("redirect_uri", CALLBACK),
                ("scope", "openid"),
                ("state", "xyz"),
                ("code_challenge", CHALLENGE),
                ("code_challenge_method", "S256"),
            ],
        ),
        GoodForm::new(
            "/connect/introspect",
            &[
                ("token", access_token),
                ("token_type_hint", "access_token"),
                ("client_id", service),
                ("client_secret", secret),
            ],
        ),
        GoodForm::new(
            "/connect/revocation",
            &[("token", refresh_token), ("token_type_hint", "refresh_token"), ("client_id", app)],
        ),
    ]
}
