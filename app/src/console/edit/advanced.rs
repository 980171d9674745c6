//! The drawer of what few people change.

use domain::change::allowed_grant_types;
use domain::client::{Client, ClientType, SigningAlgorithm};
use domain::scope_catalogue;
use domain::template::{ACCESS_TOKEN_LIFETIME, REFRESH_TOKEN_LIFETIME, Template};
use leptos::prelude::*;
use oauth::grant_type::GrantType;

use super::derived::DerivedLists;
use super::field::Field;
use super::fields::Fields;
use super::hidden;
use super::saving::id_of;
use crate::console::ScopePicker;
use crate::console::web_server::{Enforce, Roles};
use crate::ui::{Choice, FieldSet, InputKind, TextAreaKind, Tick};
use crate::words::client as said;
use crate::words::edit as words;

/// The drawer `Advanced`.
#[component]
pub(super) fn Advanced(
    /// The client as it was found.
    client: Client,
    /// The fields.
    fields: Fields,
) -> impl IntoView {
    let public = client.client_type == ClientType::Public;
    let web = client.template == Some(Template::WebServerApplication);
    let algorithms = [SigningAlgorithm::RS256, SigningAlgorithm::ES256];
    let algorithms = algorithms.map(|one| Choice::new(one.as_str(), one.as_str())).to_vec();
    let seconds = |member| fields.line(member, words::label(member), InputKind::Number);
    view! {
        <details class="disclosure" id="edit-advanced" prop:open=move || fields.saving.drawers.get()>
            <summary>{words::ADVANCED}</summary>
            <div class="stack">
                {web.then(|| urls_of_web_server(fields))}
                <Settings fields public web />
                {(!web).then(|| questions(fields, &client))}
                {seconds("absoluteRefreshTokenLifetime")}
                {fields.tick("rotateRefreshToken", public)}
                {fields.choice("idTokenSigningAlgorithm", algorithms)}
                {fields.line(
                    "backChannelLogoutUri",
                    words::label("backChannelLogoutUri"),
                    InputKind::WebAddress,
                )}
                {(!web).then(|| persistent_sso(fields))}
            </div>
        </details>
    }
    .into_any()
}

/// The addresses that a web server application's form doesn't ask for, while people come back to any.
fn urls_of_web_server(fields: Fields) -> AnyView {
    let there = Memo::new(move |_| fields.form.shows("redirectUris"));
    (move || there.get().then(|| view! { <DerivedLists fields /> })).into_any()
}

/// What other clients are asked for here, and a web server application in its own form.
fn questions(fields: Fields, client: &Client) -> AnyView {
    view! {
        {grant_types(fields, client)}
        {enforce(fields)}
        {scopes(fields)}
        {roles(fields)}
        {fields.area("allowedIpAddresses", TextAreaKind::Exact, 2)}
    }
    .into_any()
}

/// The tick of a client of before; nothing where its requests have to name their scopes already.
fn enforce(fields: Fields) -> Option<AnyView> {
    let bind = fields.form.field("requireRequestedScopes")?.on;
    let id = id_of("requireRequestedScopes");
    (!fields.form.enforced()).then(|| view! { <Enforce bind id /> }.into_any())
}

fn roles(fields: Fields) -> Option<AnyView> {
    let chosen = fields.form.field("roles")?.words();
    let (id, error) = (id_of("roles"), fields.saving.problem("roles"));
    Some(view! { <Roles chosen id error /> }.into_any())
}

/// The six settings of the product's documents, each beside its default and what is recommended (R046).
#[component]
fn Settings(fields: Fields, public: bool, web: bool) -> impl IntoView {
    let lifetimes =
        [("accessTokenLifetime", ACCESS_TOKEN_LIFETIME), ("refreshTokenLifetime", REFRESH_TOKEN_LIFETIME)];
    // The form of a web server application has asked for the second already, in days.
    let lifetimes = lifetimes.into_iter().take(if web { 1 } else { 2 }).filter_map(|(member, seconds)| {
        let control = fields.line(member, words::label(member), InputKind::Number)?;
        let same = words::seconds(seconds, &said::lifetime(seconds));
        Some(view! { <Setting control default=same.clone() recommended=same /> })
    });
    let switches =
        ["requirePkce", "allowOfflineAccess", "slidingRefreshToken", "updateAccessTokenClaimsOnRefresh"];
    let switches = switches.into_iter().filter_map(|member| {
        let control = fields.tick(member, public && member == "requirePkce")?;
        let [on, off] = words::ON_OFF.map(str::to_owned);
        Some(view! { <Setting control default=off recommended=on /> })
    });
    view! {
        <section class="advised" aria-label=words::SETTINGS>
            {lifetimes.collect_view()}
            {switches.collect_view()}
        </section>
    }
    .into_any()
}

#[component]
fn Setting(control: AnyView, default: String, recommended: String) -> impl IntoView {
    let [default_head, recommended_head] = words::SETTINGS_HEADS;
    view! {
        <div class="advised__row">
            <div class="advised__control">{control}</div>
            <dl class="advised__advice">
                <div>
                    <dt>{default_head}</dt>
                    <dd>{default}</dd>
                </div>
                <div>
                    <dt>{recommended_head}</dt>
                    <dd>{recommended}</dd>
                </div>
            </dl>
        </div>
    }
    .into_any()
}

/// The grant types that suit the client, and those that it has whoever gave them.
fn grant_types(fields: Fields, client: &Client) -> Option<AnyView> {
    let field = fields.form.field("grantTypes")?;
    let allowed = allowed_grant_types(client.template);
    let public = client.client_type == ClientType::Public;
    let needs_secret = |grant: GrantType| matches!(grant, GrantType::Password | GrantType::ClientCredentials);
    let suits = |grant: &GrantType| allowed.contains(grant) && !(public && needs_secret(*grant));
    let shown = GrantType::ALL.into_iter().filter(|grant| suits(grant) || client.grant_types.contains(grant));
    let ticks = shown.map(|grant| grant_type(field, grant)).collect::<Vec<_>>();
    let error = fields.saving.problem("grantTypes");
    let view = view! {
        <FieldSet legend=words::label("grantTypes") id=id_of("grantTypes") error>
            {ticks}
        </FieldSet>
    };
    Some(view.into_any())
}

fn grant_type(field: Field, grant: GrantType) -> AnyView {
    let word = grant.as_str();
    let id = format!("edit-grant-{}", word.rsplit(':').next().unwrap_or(word));
    let ticked = Signal::derive(move || field.has(word));
    let tell = Callback::new(move |on| field.toggle(word, on));
    view! { <Tick label=said::grant_type(grant) name="grantTypes" id value=word ticked tell /> }.into_any()
}

fn scopes(fields: Fields) -> Option<AnyView> {
    let field = fields.form.field("scopes")?;
    let offered = scope_catalogue::set_of(scope_catalogue::CATALOGUE.iter().map(|entry| entry.name));
    let (chosen, error) = (field.scopes(), fields.saving.problem("scopes"));
    let grants = Signal::derive(move || hidden::grant_types(&fields.form.values()));
    let view = view! {
        <FieldSet legend=words::label("scopes") id=id_of("scopes") hint=words::SCOPES_HINT error>
            <ScopePicker chosen offered grants id="edit-scope" />
        </FieldSet>
    };
    Some(view.into_any())
}

/// It means something only for clients that may know who somebody is (R138).
fn persistent_sso(fields: Fields) -> AnyView {
    let there = Memo::new(move |_| fields.form.shows("persistentSso"));
    (move || there.get().then(|| fields.tick("persistentSso", false)).flatten()).into_any()
}
