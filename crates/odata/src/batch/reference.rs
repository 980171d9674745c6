//! Results of earlier requests in later ones: `$1/tasks`, and `"project@odata.bind": "$1"` (Protocol §11.7.3.1).

use serde_json::Value;

use crate::error::{Code, Refusal};

/// What earlier requests of a batch led to, below the service's root.
#[derive(Debug, Default)]
pub struct Results(Vec<(String, String)>);

impl Results {
    /// Remembers what a request led to: what it made (`location`, absolute), or else what it was about (`path`, from
    /// the service's root, with its slash).
    pub fn remember(&mut self, id: &str, root: &str, location: Option<&str>, path: &str) {
        let made = location.and_then(|location| location.strip_prefix(root));
        let path = path.split('?').next().unwrap_or_default();
        self.0.push((id.to_owned(), made.unwrap_or(path).to_owned()));
    }

    /// The path and query of a request below the service's root, with a slash in front: whatever form its address has,
    /// and what an earlier request led to in the place of its name.
    ///
    /// # Errors
    /// When the address leads out of the service.
    pub fn resolve(&self, root: &str, url: &str) -> Result<String, Refusal> {
        let path = below(root, url).ok_or_else(|| {
            Refusal::new(Code::InvalidValue, "the address leads out of this service").about("url")
        })?;
        let Some(behind) = path.strip_prefix("/$") else {
            return Ok(path);
        };
        let end = behind.find(['/', '?', '(']).unwrap_or(behind.len());
        let (name, rest) = behind.split_at(end);
        Ok(self.find(name).map(|made| format!("{made}{rest}")).unwrap_or(path))
    }

    /// Puts results into the body of a request, where it links to entities. A body that is no JSON stays as it is.
    pub fn fill(&self, root: &str, body: Vec<u8>) -> Vec<u8> {
        if self.0.is_empty() || !body.windows(2).any(|pair| pair == b"\"$") {
            return body;
        }
        let Ok(mut json) = serde_json::from_slice(&body) else {
            return body;
        };
        self.link(root, &mut json);
        serde_json::to_vec(&json).unwrap_or(body)
    }

    fn link(&self, root: &str, json: &mut Value) {
        match json {
            Value::Array(items) => items.iter_mut().for_each(|item| self.link(root, item)),
            Value::Object(members) => {
                for (name, value) in members {
                    let control = name.rsplit_once('@').map(|(_, word)| word.trim_start_matches("odata."));
                    match (control, value) {
                        (Some("bind" | "id"), Value::Array(links)) => {
                            links.iter_mut().for_each(|link| self.replace(root, link));
                        }
                        (Some("bind" | "id"), link) => self.replace(root, link),
                        (_, value) => self.link(root, value),
                    }
                }
            }
            _ => {}
        }
    }

    fn replace(&self, root: &str, link: &mut Value) {
        let made = link.as_str().and_then(|text| self.find(text.strip_prefix('$')?));
        if let Some(made) = made {
            *link = Value::String(format!("{root}{made}"));
        }
    }

    fn find(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, path)| path.as_str())
    }
}

/// What stands behind the service's root, with a slash in front.
fn below(root: &str, url: &str) -> Option<String> {
    let host = root.find("://").map_or(0, |scheme| scheme + 3);
    let root_path =
        root.get(host..)?.find('/').and_then(|slash| root.get(host + slash..)).unwrap_or_default();
    let first = url.split(['/', '?', '#']).next().unwrap_or_default();
    let rest = if url.starts_with('/') {
        url.strip_prefix(root_path)?
    } else if first.ends_with(':') {
        url.strip_prefix(root)?
    } else {
        return Some(format!("/{url}"));
    };
    match rest.chars().next() {
        None => Some("/".to_owned()),
        Some('/') => Some(rest.to_owned()),
        Some('?') => Some(format!("/{rest}")),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: &str = "https://api.example/odata";

    fn results() -> Results {
        let mut results = Results::default();
        results.remember("1", ROOT, Some("https://api.example/odata/Projects(7)"), "/Projects");
        results.remember("0.1", ROOT, None, "/Tasks(2)?$select=taskName");
        results
    }

    #[test]
    fn every_form_of_an_address_leads_below_the_root() {
        let cases = [
            ("Projects?$top=1", Some("/Projects?$top=1")),
            ("/odata/Projects(1)", Some("/Projects(1)")),
            ("https://api.example/odata/Projects", Some("/Projects")),
            ("https://api.example/odata", Some("/")),
            ("/odata?$format=json", Some("/?$format=json")),
            ("$metadata", Some("/$metadata")),
            ("$1", Some("/Projects(7)")),
            ("$1/tasks?$top=1", Some("/Projects(7)/tasks?$top=1")),
            ("/odata/$1/tasks", Some("/Projects(7)/tasks")),
            ("$0.1/project", Some("/Tasks(2)/project")),
            ("$2/tasks", Some("/$2/tasks")),
            ("$11", Some("/$11")),
            ("Projects?$filter=projectName eq 'a:b/c'", Some("/Projects?$filter=projectName eq 'a:b/c'")),
            ("https://elsewhere.example/odata/Projects", None),
            ("https://api.example/odataX/Projects", None),
            ("http://api.example/odata/Projects", None),
            ("/other/Projects", None),
            ("/odataX", None),
        ];
        for (url, path) in cases {
            assert_eq!(results().resolve(ROOT, url).ok().as_deref(), path, "{url}");
        }
    }

    #[test]
    fn bodies_link_to_what_was_made_before() {
        let filled = |body: &str| String::from_utf8(results().fill(ROOT, body.into())).unwrap();
        let project = r#""https://api.example/odata/Projects(7)""#;
        assert_eq!(filled(r#"{"a@odata.bind":"$1"}"#), format!(r#"{{"a@odata.bind":{project}}}"#));
        assert_eq!(
            filled(r#"{"a@bind":["$1","Tasks(1)"]}"#),
            format!(r#"{{"a@bind":[{project},"Tasks(1)"]}}"#)
        );
        assert_eq!(
            filled(r#"{"b":[{"@odata.id":"$1"}]}"#),
            format!(r#"{{"b":[{{"@odata.id":{project}}}]}}"#)
        );
        for same in [
            r#"{"a":"$1"}"#,
            r#"{"a@odata.bind":"$9"}"#,
            r#"{"a@odata.type":"$1"}"#,
            r#"{"$1":2}"#,
            "\"$1\" x",
        ] {
            assert_eq!(filled(same), same);
        }
    }
}
