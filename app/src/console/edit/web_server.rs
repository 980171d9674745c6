//! The form of a Web Server Application: the questions of the wizard, about a client that is there (R135 to R145).

use domain::client::Client;
use leptos::prelude::*;
use oauth::grant_type::GrantType;

use super::fields::Fields;
use super::saving::id_of;
use crate::console::web_server::{WebFields, WebServerFields};
use crate::ui::Copy;
use crate::words::secrets::masked;
use crate::words::web_server as words;

/// Its key and secret, which can be read only, and the wizard's fields.
#[component]
pub(super) fn WebServerForm(
    /// The client as it was found.
    client: Client,
    /// The fields.
    fields: Fields,
) -> impl IntoView {
    let problems = Signal::derive(move || fields.saving.problems());
    let text = |member| fields.form.field(member).map(|field| field.text).unwrap_or_default();
    let redirect_urls = text("redirectUris");
    let web = web_fields(fields);
    view! {
        <KeyAndSecret client />
        <WebServerFields fields=web redirect_urls problems />
    }
    .into_any()
}

/// The wizard's fields over those of the dialog. A client of this template has a field for each of them.
fn web_fields(fields: Fields) -> WebFields {
    let field = |member| fields.form.field(member);
    let text = |member| field(member).map(|field| field.text).unwrap_or_default();
    let legacy = !fields.form.enforced();
    WebFields {
        ids: "edit-",
        grant_types: field("grantTypes").map(|field| field.grant_types()).unwrap_or_default(),
        scopes: field("scopes").map(|field| field.scopes()).unwrap_or_default(),
        roles: field("roles").map(|field| field.words()).unwrap_or_default(),
        persistent_sso: field("persistentSso").map(|field| field.on).unwrap_or_default(),
        addresses: text("allowedIpAddresses"),
        refresh_days: text("refreshTokenLifetime"),
        enforced: field("requireRequestedScopes").filter(|_| legacy).map(|field| field.on),
        told: Callback::new(move |(grant, wanted)| follow(fields, grant, wanted)),
    }
}

/// What Create writes beside a grant type comes and goes with it here as well: otherwise a client whose grant type Refresh
/// Token was taken away would go on getting refresh tokens by its scope.
fn follow(fields: Fields, grant: GrantType, wanted: bool) {
    let form = fields.form;
    match grant {
        GrantType::RefreshToken => {
            if let (Some(scopes), Some(offline)) = (form.field("scopes"), form.field("allowOfflineAccess")) {
                scopes.toggle("offline_access", wanted);
                offline.on.set(wanted);
            }
        }
        GrantType::AuthorizationCode if wanted && !form.had(grant) => {
            if let Some(pkce) = form.field("requirePkce") {
                pkce.on.set(true);
            }
        }
        _ => {}
    }
}

#[component]
fn KeyAndSecret(client: Client) -> impl IntoView {
    let secrets: Vec<String> = client.client_secrets.iter().map(|secret| masked(&secret.hint)).collect();
    let secrets = if secrets.is_empty() { vec![words::NO_SECRET.to_owned()] } else { secrets };
    let secrets = secrets.into_iter().map(|one| view! { <dd class="copy__value mono">{one}</dd> });
    let secrets = secrets.collect_view();
    view! {
        <Copy id=id_of("consumer-key") label=words::CONSUMER_KEY value=client.client_id.to_string() />
        <div class="stack stack--tight">
            <dl class="copy">
                <dt class="copy__label">{words::CONSUMER_SECRET}</dt>
                {secrets}
            </dl>
            <p class="field__hint">{words::SECRET_HINT}</p>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::edit::advanced::Advanced;
    use crate::console::edit::editing::Editing;
    use crate::console::edit::form::{Base, Form};
    use crate::console::edit::saving::Saving;
    use crate::console::sample;
    use crate::ui::typed::printed;

    fn portal() -> Client {
        let grants = [GrantType::AuthorizationCode, GrantType::RefreshToken];
        sample::client(&sample::portal(&grants, "openid projects"), "web_abc123def456")
    }

    fn fields(client: &Client) -> Fields {
        let form = Form::new(Base::from(client), client.template);
        let editing = Editing::new(Callback::new(|_| {}));
        Fields { form, saving: Saving::new(form, client.client_id.clone(), editing) }
    }

    /// The form and the drawer under it.
    fn dialog(client: Client) -> String {
        printed(|| {
            let fields = fields(&client);
            view! {
                <WebServerForm client=client.clone() fields />
                <Advanced client fields />
            }
            .into_any()
        })
    }

    // Shows R135, R136, R137, R143, R145.
    #[test]
    fn the_questions_are_those_of_the_wizard_and_each_stands_there_once() {
        let html = dialog(portal());
        for label in [
            "Authorization Code",
            "Redirect URL",
            "ID Token",
            "Basic User Information",
            "Persistent SSO",
            "Manager",
            "Allowed IP addresses",
            "Refresh token lifetime (days)",
            "Absolute refresh token lifetime",
        ] {
            assert_eq!(html.matches(&format!(">{label}</label>")).count(), 1, "{label} in {html}");
        }
        for part in ["Add URL", ">Consumer Key<", "web_abc123def456", ">Consumer Secret<", "•••• JldA"]
        {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(html.contains(r#"id="edit-refreshTokenLifetime" name="refreshTokenLifetime""#), "{html}");
        assert!(!html.contains(">Refresh token lifetime</label>"), "not in seconds as well: {html}");
    }

    #[test]
    fn what_create_writes_beside_a_grant_type_comes_and_goes_with_it() {
        Owner::new().with(|| {
            let client = Client { require_pkce: false, ..portal() };
            let fields = fields(&client);
            let form = fields.form;
            follow(fields, GrantType::RefreshToken, false);
            let scopes = form.field("scopes").unwrap();
            assert!(!scopes.has("offline_access") && scopes.has("openid"));
            assert_eq!(form.change()["allowOfflineAccess"], false);
            follow(fields, GrantType::RefreshToken, true);
            follow(fields, GrantType::AuthorizationCode, true);
            assert!(form.change().is_empty(), "PKCE stays off where it was: {:?}", form.change());
        });
        Owner::new().with(|| {
            let grant_types = vec![GrantType::Password];
            let fields = fields(&Client { grant_types, require_pkce: false, ..portal() });
            follow(fields, GrantType::AuthorizationCode, true);
            assert_eq!(fields.form.change()["requirePkce"], true);
        });
    }
}
