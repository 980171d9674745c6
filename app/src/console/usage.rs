//! How a client is used, ready to paste.

use domain::client::{Client, Issued};
use domain::usage::examples;
use leptos::prelude::*;

use super::Servers;
use crate::ui::CodeBlock;

/// The examples for a client, with its credentials where they are known.
#[component]
pub(super) fn UsageExamples(
    /// The client.
    client: Client,
    /// Its credentials, while they are shown.
    #[prop(optional_no_strip)]
    issued: Option<Issued>,
) -> impl IntoView {
    let servers = use_context::<Servers>().unwrap_or_default();
    let blocks = examples(&client, issued.as_ref(), servers.as_usage())
        .into_iter()
        .enumerate()
        .map(|(place, example)| {
            view! { <CodeBlock id=format!("example-{place}") label=example.title code=example.text /> }
        })
        .collect_view();
    view! { <div class="stack stack--tight">{blocks}</div> }
}

#[cfg(test)]
mod tests {
    use domain::client::Client;
    use domain::template::TokenExpiration;
    use leptos::prelude::*;

    use oauth::grant_type::GrantType;

    use super::UsageExamples;
    use crate::console::{Servers, sample};
    use crate::ui::typed::printed;

    #[test]
    fn a_token_is_used_with_the_line_of_the_documents() {
        let html = printed(|| {
            provide_context(Servers {
                identity: "https://identity.example.com".into(),
                api: "https://api.example.com".into(),
            });
            view! { <UsageExamples client=sample::token(TokenExpiration::Days30) /> }.into_any()
        });
        assert!(
            html.contains(
                "curl -H \"Authorization: Bearer YOUR_TOKEN\" \\\nhttps://api.example.com/odata/Projects"
            ),
            "{html}"
        );
    }

    #[test]
    fn each_way_to_a_token_is_shown_with_the_scopes_of_the_client_and_no_other() {
        let shown = |grant_types: &[GrantType], scopes: &str| {
            let (grant_types, scopes) = (grant_types.to_vec(), scopes.parse().unwrap());
            printed(move || {
                view! { <UsageExamples client=Client { grant_types, scopes, ..sample::service() } /> }
                    .into_any()
            })
        };
        let both = shown(&[GrantType::Password, GrantType::ClientCredentials], "openid exepron.restapi");
        for line in ["-d grant_type=client_credentials", "-d scope=exepron.restapi<", "grant_type=password"] {
            assert!(both.contains(line), "{both}");
        }
        let imported = shown(&[GrantType::Password], "api1 openid");
        assert!(imported.contains("scope=api1<") && !imported.contains("client_credentials"), "{imported}");
        let service = shown(&[GrantType::ClientCredentials], "projects.read tasks.read");
        assert!(service.contains("-d scope=projects.read+tasks.read<"), "{service}");
        assert!(!service.contains("grant_type=password"), "{service}");
    }
}
