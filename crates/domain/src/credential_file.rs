//! New credentials as files, for those who put them where their program reads them (R087).

use crate::client::Issued;
use crate::client_id::ClientId;

/// A file to store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialFile {
    /// Its name; nothing in it gives the secret away.
    pub name: String,
    /// Its content.
    pub content: String,
}

/// Lines for a `.env` file, by the names of the product's documents.
#[must_use]
pub fn env(id: &ClientId, issued: &Issued) -> CredentialFile {
    // Letters, digits, `_`, `:` and `=`: what is made here needs no quotes.
    let token = issued.personal_access_token.iter().map(|token| format!("EXEPRON_TOKEN={token}\n"));
    let secret = issued
        .client_secret
        .iter()
        .map(|secret| format!("EXEPRON_CLIENT_ID={id}\nEXEPRON_CLIENT_SECRET={secret}\n"));
    CredentialFile { name: format!("{id}.env"), content: token.chain(secret).collect() }
}

/// The same as JSON, by the names of the management API.
#[must_use]
pub fn json(id: &ClientId, issued: &Issued) -> CredentialFile {
    let value = match &issued.personal_access_token {
        Some(token) => serde_json::json!({ "personalAccessToken": token }),
        None => serde_json::json!({ "clientId": id, "clientSecret": issued.client_secret }),
    };
    CredentialFile { name: format!("{id}.json"), content: format!("{value:#}\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id() -> ClientId {
        "service_abc123def456".parse().unwrap()
    }

    // Shows R087.
    #[test]
    fn a_secret_stands_in_both_files_under_the_names_of_the_documents() {
        let issued = Issued { client_secret: Some("dGVzdHNlY3JldA==".into()), personal_access_token: None };
        let file = env(&id(), &issued);
        assert_eq!(file.name, "service_abc123def456.env");
        assert_eq!(
            file.content,
            "EXEPRON_CLIENT_ID=service_abc123def456\nEXEPRON_CLIENT_SECRET=dGVzdHNlY3JldA==\n"
        );
        let file = json(&id(), &issued);
        assert_eq!(
            file.content,
            "{\n  \"clientId\": \"service_abc123def456\",\n  \"clientSecret\": \"dGVzdHNlY3JldA==\"\n}\n"
        );
    }

    #[test]
    fn a_token_needs_no_client_id() {
        let token = "exepron_pat_abc123def456:dGVzdHNlY3JldA==".to_owned();
        let issued = Issued { client_secret: None, personal_access_token: Some(token.clone()) };
        assert_eq!(env(&id(), &issued).content, format!("EXEPRON_TOKEN={token}\n"));
        let file: serde_json::Value = serde_json::from_str(&json(&id(), &issued).content).unwrap();
        assert_eq!(file, serde_json::json!({ "personalAccessToken": token }));
    }
}
