//! The one time a secret is shown.

use domain::client::{Client, CreatedClient, Issued};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::state::Wizard;
use super::unload::warn_before_leaving;
use crate::console::usage::UsageExamples;
use crate::routes::Page;
use crate::ui::{
    Button, ButtonKind, Checkbox, Copy, Dialog, DialogActions, DialogBody, DialogWidth, Notice, NoticeKind,
    Toaster,
};
use crate::words::{client as words, web_server as names};

/// Shows a new secret once. The value lives in the answer to Create and in this dialog, and goes with them.
///
/// Neither Esc nor a press beside the dialog closes it: what it shows can't be had again.
#[component]
pub(super) fn Reveal(
    /// The wizard.
    wizard: Wizard,
    /// What was made.
    created: CreatedClient,
    /// Its credentials.
    issued: Issued,
) -> impl IntoView {
    let open = RwSignal::new(true);
    let stored = RwSignal::new(false);
    let client = created.client;
    warn_before_leaving(move || open.get());
    let navigate = use_navigate();
    let toaster = Toaster::here();
    let name = client.client_name.clone();
    let done = move |_| {
        open.set(false);
        wizard.create.clear();
        toaster.say(format!("{name} is ready."));
        navigate(&Page::ApiClients.path(), Default::default());
    };
    let locked = Signal::derive(move || open.get());
    view! {
        <Dialog id="reveal" title=title(&client) open locked width=DialogWidth::Wide>
            <DialogBody>
                <Notice kind=NoticeKind::Warning>
                    "It is shown this once and can't be shown again. Put it where your secrets are kept."
                </Notice>
                <Credentials client=client.clone() issued=issued.clone() />
                <h3>"Ready to paste"</h3>
                <UsageExamples client issued=Some(issued) />
            </DialogBody>
            <DialogActions>
                <Checkbox label="I have stored it" name="stored" bind=stored />
                <Button
                    kind=ButtonKind::Primary
                    disabled=Signal::derive(move || !stored.get())
                    on:click=done
                >
                    "Done"
                </Button>
            </DialogActions>
        </Dialog>
    }
    .into_any()
}

fn title(client: &Client) -> &'static str {
    if words::is_token(client) { "Store this token now" } else { "Store this secret now" }
}

#[component]
fn Credentials(client: Client, issued: Issued) -> impl IntoView {
    let Issued { client_secret, personal_access_token } = issued;
    let id = client.client_id.to_string();
    let (key_label, secret_label) = (names::key_label(&client), names::secret_label(&client));
    view! {
        {personal_access_token
            .map(|token| view! { <Copy id="new-token" label="Personal access token" value=token /> })}
        {client_secret
            .map(|secret| {
                view! {
                    <Copy id="new-secret" label=secret_label value=secret />
                    <Copy id="new-id" label=key_label value=id />
                }
            })}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::template::TokenExpiration;
    use oauth::grant_type::GrantType;

    use super::*;
    use crate::console::sample;
    use crate::ui::typed::printed;

    #[test]
    fn a_token_and_a_secret_have_titles_of_their_own() {
        assert_eq!(title(&sample::token(TokenExpiration::Days30)), "Store this token now");
        assert_eq!(title(&sample::service()), "Store this secret now");
    }

    #[test]
    fn a_service_shows_id_and_secret_and_a_token_only_itself() {
        let shown = |client, issued| printed(|| view! { <Credentials client issued /> }.into_any());
        let secret = Issued { client_secret: Some("dGVzdHNlY3JldA==".into()), personal_access_token: None };
        let html = shown(sample::service(), secret);
        assert!(html.contains("service_abc123def456") && html.contains("dGVzdHNlY3JldA=="), "{html}");
        let new = sample::portal(&[GrantType::AuthorizationCode], "openid");
        let secret = Issued { client_secret: Some("dGVzdHNlY3JldA==".into()), personal_access_token: None };
        let html = shown(sample::client(&new, "web_abc123def456"), secret);
        assert!(html.contains("Consumer Key") && html.contains("Consumer Secret"), "{html}");
        let token = "exepron_pat_abc123def456:dGVzdHNlY3JldA==".to_owned();
        let issued = Issued { client_secret: None, personal_access_token: Some(token.clone()) };
        let html = shown(sample::token(TokenExpiration::Never), issued);
        assert!(html.contains(&token) && !html.contains("Client ID"), "{html}");
    }
}
