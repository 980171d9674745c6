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
