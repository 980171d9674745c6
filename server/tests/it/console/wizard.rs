//! `/Identity/Account/Manage/ApiClients/New` as the server prints it: the cards, their table, and the form of each template.

use crate::world::{Person, on_each_database};

const NEW: &str = "/Identity/Account/Manage/ApiClients/New";

async fn page(person: &Person, query: &str) -> String {
    person.get(&format!("{NEW}{query}")).await.assert_status(200).text
}

/// What stands between two marks, the first time.
fn between<'a>(html: &'a str, start: &str, end: &str) -> &'a str {
    let rest = html.split_once(start).unwrap_or_else(|| panic!("no {start} in {html}")).1;
    rest.split_once(end).unwrap_or_else(|| panic!("no {end} after {start}")).0
}

/// The values of an attribute, in the order of the page.
fn all<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

/// A fragment as the words on it.
fn words(html: &str) -> String {
    let texts = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text).trim());
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Every element of a name, as the words on it.
fn each(html: &str, element: &str) -> Vec<String> {
    let (start, end) = (format!("<{element}"), format!("</{element}>"));
    html.split(&start)
        .skip(1)
        .map(|rest| words(&format!("{start}{}", rest.split(&end).next().unwrap())))
        .collect()
}

/// The rows of the page's table, each cell as its words.
fn table(html: &str) -> Vec<Vec<String>> {
    let rows = between(html, "<table", "</table>").split("<tr").skip(1);
    rows.map(|row| each(&row.replace("<th", "<td").replace("</th>", "</td>"), "td")).collect()
}

// Shows R010.
#[tokio::test]
async fn the_wizard_begins_with_one_of_three_templates() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let of_managers = "?template=web_server_application&step=details";
        for query in ["", "?step=details", "?template=nonsense&step=review", of_managers] {
            let page = page(&bob, query).await;
            let radios: Vec<&str> =
                page.split("<input").filter(|part| part.contains("type=\"radio\"")).collect();
            let values: Vec<&str> = radios.iter().map(|radio| all(radio, "value")[0]).collect();
            assert_eq!(values, ["personal_access_token", "backend_service", "web_mobile_app"], "{query}");
            assert!(radios.iter().all(|radio| all(radio, "name") == ["template"]), "{query}");
        }
    })
    .await;
}

// Shows R012.
#[tokio::test]
async fn the_table_compares_grant_secret_user_refresh_addresses_and_use() {
    on_each_database(async |server| {
        let page = page(&server.bob().await, "").await;
        let rows = table(&page);
        assert_eq!(rows[0][1..], ["Personal Access Token", "Backend Service", "Web/Mobile App"]);
        let expected = [
            ["Grant type", "Password", "Password, Client Credentials", "Authorization Code + PKCE"],
            ["Requires secret", "Yes (embedded in token)", "Yes", "No"],
            [
                "User context",
                "Yes (creator's identity)",
                "No, unless it is given a user's password",
                "Yes (authenticated user)",
            ],
            ["Refresh tokens", "No", "No", "Yes"],
            ["Redirect URIs", "Not required", "Not required", "Required"],
            ["Best use case", "Quick testing, scripts", "Server-to-server", "User-facing apps"],
        ];
        assert_eq!(rows[1..], expected);
    })
    .await;
}

// Shows R013, R020, R025, R033.
#[tokio::test]
async fn each_form_asks_for_its_fields_and_for_nothing_else() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        for (template, fields, labels) in [
            (
                "personal_access_token",
                vec!["clientName", "tokenExpiration"],
                vec!["Token name", "Token expiration"],
            ),
            ("backend_service", vec!["clientName", "description"], vec!["Service name", "Description"]),
            (
                "web_mobile_app",
                vec!["clientName", "redirectUris", "description"],
                vec!["App name", "Redirect URLs", "Description"],
            ),
        ] {
            let page = page(&bob, &format!("?template={template}&step=details")).await;
            let form = between(&page, "class=\"form card\">", "</form>");
            let asked: Vec<&str> = form
                .split('<')
                .filter(|tag| ["input", "textarea", "select"].iter().any(|name| tag.starts_with(name)))
                .map(|tag| all(tag, "name")[0])
                .collect();
            assert_eq!(asked, fields, "{template}");
            let named = each(form, "label");
            assert_eq!(named.len(), labels.len(), "{named:?}");
            for (said, label) in named.iter().zip(labels) {
                assert!(said.starts_with(label), "{said} instead of {label}");
            }
            let warned = form.contains("one per line. HTTPS required for production");
            assert_eq!(warned, template == "web_mobile_app", "{form}");
        }
        let page = page(&bob, "?template=personal_access_token&step=details").await;
        let choices = each(between(&page, "<select", "</select>"), "option");
        assert_eq!(choices, ["30 days", "90 days", "1 year", "Never"]);
    })
    .await;
}

// Shows R132.
#[tokio::test]
async fn a_manager_finds_the_fourth_template_from_the_list_and_gives_it_a_name() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let list = alice.get("/Identity/Account/Manage/ApiClients").await.assert_status(200).text;
        let link = list.split("<a ").find(|link| link.contains("Create API client")).unwrap();
        assert_eq!(all(&format!(" {link}"), "href")[0], NEW);
        let cards = page(&alice, "").await;
        assert!(
            cards.contains("value=\"web_server_application\"") && cards.contains("Web Server Application")
        );
        let page = page(&alice, "?template=web_server_application&step=details").await;
        let form = between(&page, "class=\"form card\">", "</form>");
        let heading = each(form, "h2");
        assert_eq!(heading, ["A web server application"]);
        assert!(form.contains("name=\"clientName\"") && each(form, "label")[0].starts_with("Name"), "{form}");
    })
    .await;
}
