//! The text for `.env`: filled in, read by a shell, and called with.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;
use tempfile::TempDir;

use super::{BROUGHT, CALLBACK, Run, of_passwords, person_and, text_in};
use crate::world::{Person, on_each_database};

// Shows R087.
#[tokio::test(flavor = "multi_thread")]
async fn a_shell_that_has_read_the_file_calls_with_what_stands_in_it() {
    on_each_database(|server| async move {
        let alice = server.alice().await;
        let (token, held) = alice.personal_access_token().await;
        Filled::of(&alice, &token, &[("EXEPRON_TOKEN", &held)]).await.curl().expect_projects(&[]);
        let (service, secret) = alice.backend_service().await;
        Filled::of(&alice, &service, &[("EXEPRON_CLIENT_SECRET", &secret)]).await.curl().expect_projects(&[]);
        for (id, secret) in of_passwords(&alice).await {
            Filled::of(&alice, &id, &person_and(&secret)).await.curl().expect_projects(&[]);
        }
        let app = alice.app(CALLBACK).await;
        Filled::of(&alice, &app, &[]).await.curl().sign_in(&alice, &[]).await;
        let (portal, key) = alice.web_server_application(CALLBACK).await;
        let filled = Filled::of(&alice, &portal, &[("EXEPRON_CLIENT_SECRET", &key)]).await;
        filled.curl().sign_in(&alice, &[]).await;
    })
    .await;
}

// Shows R087.
#[tokio::test(flavor = "multi_thread")]
async fn what_stands_in_the_file_comes_out_of_it_as_it_is() {
    on_each_database(|server| async move {
        let alice = server.alice().await;
        let address = "https://app.example.com/it's/$HOME/(id);c=%20";
        let definition = json!({
            "clientName": "My portal", "clientType": "confidential", "grantTypes": ["authorization_code"],
            "scopes": ["openid", "profile", "exepron.restapi"], "redirectUris": [address],
            "clientSecrets": [{ "value": BROUGHT }],
        });
        let (portal, _) = alice.define(definition).await;
        let filled = Filled::of(&alice, &portal, &[("EXEPRON_CLIENT_SECRET", BROUGHT)]).await;
        for (name, value) in [
            ("EXEPRON_ISSUER", server.issuer()),
            ("EXEPRON_API", server.api_url("").as_str()),
            ("EXEPRON_CLIENT_ID", &portal),
            ("EXEPRON_SCOPE", "exepron.restapi openid profile"),
            ("EXEPRON_REDIRECT_URI", address),
            ("EXEPRON_CLIENT_SECRET", BROUGHT),
            ("Exepron__ClientId", &portal),
            ("Exepron__ClientSecret", BROUGHT),
        ] {
            assert_eq!(filled.read(name), value, "{name}");
        }
        filled.curl().sign_in(&alice, &[]).await;
    })
    .await;
}

/// The file with its values in it, and the text that is called with them.
struct Filled {
    folder: TempDir,
    curl: String,
}

impl Filled {
    /// Does what the file says: puts what is missing between the quotes, under the names of .NET as well.
    async fn of(person: &Person, id: &str, values: &[(&str, &str)]) -> Self {
        let mut text = text_in(".env", person, id).await;
        for (name, value) in values {
            let of_dotnet = format!("Exepron__{}", name.strip_prefix("EXEPRON_").unwrap());
            for name in [*name, &of_dotnet.replace("CLIENT_SECRET", "ClientSecret")] {
                text = text.replace(&format!("{name}=''"), &format!("{name}='{value}'"));
            }
            assert!(text.contains(&format!("{name}='{value}'")), "{name} in {text}");
        }
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(file(folder.path()), text).unwrap();
        Self { folder, curl: text_in("curl", person, id).await }
    }

    fn script(&self, then: &str) -> String {
        format!("set -a; . {}; set +a\n{then}", file(self.folder.path()).display())
    }

    fn curl(&self) -> Run {
        let command = ["sh", "-c", &self.script(&self.curl)].map(str::to_owned).to_vec();
        Run { language: "curl after .env".into(), text: self.curl.clone(), command }
    }

    fn read(&self, name: &str) -> String {
        // In a process of its own, which sees only what was exported.
        let script = self.script(&format!("printenv {name}"));
        let ended = Command::new("sh").args(["-c", &script]).output().unwrap();
        assert!(ended.status.success(), "{name}: {}", String::from_utf8_lossy(&ended.stderr));
        String::from_utf8(ended.stdout).unwrap().trim_end_matches('\n').to_owned()
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join(".env")
}
