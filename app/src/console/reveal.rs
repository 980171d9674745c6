//! The one time a secret is shown, wherever it was made.

mod download;

use domain::client::{Client, Issued};
use domain::credential_file::{CredentialFile, env, json};
use leptos::prelude::*;

use super::snippets::Snippets;
use super::unload::{hold_against_history, warn_before_leaving};
use super::usage::UsageExamples;
use crate::ui::{
    Button, ButtonKind, ButtonSize, Checkbox, Copy, Dialog, DialogActions, DialogBody, DialogWidth, Notice,
    NoticeKind,
};
use crate::words::{secrets as words, web_server as names};

/// Shows a new secret once. The value lives with whoever asked for it and in this dialog, and has to go with `done`.
///
/// Neither Esc nor a press beside the dialog closes it, and Back asks first: what it shows can't be had again. Who tries is
/// told what comes first.
#[component]
pub(super) fn Reveal(
    /// The client that it belongs to.
    client: Client,
    /// The credentials.
    issued: Issued,
    /// What happens when they are stored. It has to forget them.
    done: Callback<()>,
) -> impl IntoView {
    let open = RwSignal::new(true);
    let stored = RwSignal::new(false);
    let asking = RwSignal::new(false);
    let tried = RwSignal::new(false);
    let stays = Callback::new(move |()| {
        tried.set(true);
        false
    });
    warn_before_leaving(move || open.get());
    hold_against_history(move || open.get(), Callback::new(move |()| asking.set(true)));
    let close = Callback::new(move |()| {
        open.set(false);
        done.run(());
    });
    let locked = Signal::derive(move || open.get());
    view! {
        <Dialog
            id="reveal"
            title=words::reveal_title(&client)
            open
            locked
            leaving=stays
            width=DialogWidth::Wide
        >
            <DialogBody>
                <Notice kind=NoticeKind::Warning>{words::SHOWN_ONCE}</Notice>
                <Credentials client=client.clone() issued=issued.clone() />
                <Downloads client=client.clone() issued=issued.clone() />
                <h3>{words::READY_TO_PASTE}</h3>
                <UsageExamples client=client.clone() issued=Some(issued) />
                <Snippets client_id=client.client_id />
            </DialogBody>
            <DialogActions>
                <p class="dialog__said" role="status">
                    {move || tried.get().then_some(words::STORE_FIRST)}
                </p>
                <Checkbox label=words::STORED name="stored" bind=stored />
                <Button
                    kind=ButtonKind::Primary
                    disabled=Signal::derive(move || !stored.get())
                    on:click=move |_| close.run(())
                >
                    {words::DONE}
                </Button>
            </DialogActions>
        </Dialog>
        <Unstored asking close />
    }
    .into_any()
}

/// The question of whoever goes back in the browser before the secret is stored.
#[component]
fn Unstored(asking: RwSignal<bool>, close: Callback<()>) -> impl IntoView {
    let leave = move |_| {
        asking.set(false);
        close.run(());
    };
    view! {
        <Dialog id="reveal-unstored" title=words::UNSTORED_TITLE open=asking>
            <DialogBody>
                <p>{words::UNSTORED_TEXT}</p>
            </DialogBody>
            <DialogActions>
                <Button on:click=move |_| asking.set(false)>{words::KEEP_OPEN}</Button>
                <Button kind=ButtonKind::Danger on:click=leave>
                    {words::LEAVE_UNSTORED}
                </Button>
            </DialogActions>
        </Dialog>
    }
    .into_any()
}

#[component]
fn Credentials(client: Client, issued: Issued) -> impl IntoView {
    let Issued { client_secret, personal_access_token } = issued;
    let id = client.client_id.to_string();
    let (key_label, secret_label) = (names::key_label(&client), names::secret_label(&client));
    view! {
        {personal_access_token.map(|token| view! { <Copy id="new-token" label=words::TOKEN value=token /> })}
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

/// The same as files. Pressing makes them; no address of the page holds them.
#[component]
fn Downloads(client: Client, issued: Issued) -> impl IntoView {
    let failed = RwSignal::new(false);
    let files = StoredValue::new([env(&client.client_id, &issued), json(&client.client_id, &issued)]);
    let save = move |pick: fn([CredentialFile; 2]) -> CredentialFile| {
        failed.set(download::save(&pick(files.get_value())).is_none());
    };
    view! {
        <div class="downloads">
            <Button size=ButtonSize::Small on:click=move |_| save(|[env, _]| env)>
                {words::DOWNLOAD_ENV}
            </Button>
            <Button size=ButtonSize::Small on:click=move |_| save(|[_, json]| json)>
                {words::DOWNLOAD_JSON}
            </Button>
            <span class="soft small" role="status">
                {move || failed.get().then_some(words::NOT_DOWNLOADED)}
            </span>
        </div>
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
        assert_eq!(words::reveal_title(&sample::token(TokenExpiration::Days30)), "Store this token now");
        assert_eq!(words::reveal_title(&sample::service()), "Store this secret now");
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

    #[test]
    fn files_are_made_when_they_are_asked_for_and_stand_in_no_address() {
        let html = printed(|| {
            let issued = Issued { client_secret: Some("dGVzdA==".into()), personal_access_token: None };
            view! { <Downloads client=sample::service() issued /> }.into_any()
        });
        assert!(html.contains("Download .env") && html.contains("Download JSON"), "{html}");
        assert!(!html.contains("dGVzdA") && !html.contains("href"), "{html}");
    }
}
