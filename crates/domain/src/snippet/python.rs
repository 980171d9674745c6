//! For Python 3, with its own library alone.

use super::{Call, Held, PASTE, Value, Way, quoted};

pub(super) fn text(call: &Call<'_>) -> String {
    let parts = match call.way {
        Way::Token => {
            vec!["import os\nfrom urllib.request import Request, urlopen\n".to_owned(), held()]
        }
        Way::Service | Way::Password => vec![imports("import json\nimport os", "urlencode"), token(call)],
        Way::SignIn => {
            let own = "import base64\nimport hashlib\nimport json\nimport os\nimport secrets";
            vec![imports(own, "parse_qs, urlencode, urlparse"), sign_in(call), token(call)]
        }
    };
    let mut all = parts;
    all.push(projects(call));
    all.join("\n")
}

fn imports(own: &str, parse: &str) -> String {
    format!("{own}\nfrom urllib.parse import {parse}\nfrom urllib.request import Request, urlopen\n")
}

fn held() -> String {
    format!("access_token = {}", read(Held::Token))
}

fn read(held: Held) -> String {
    format!("os.environ.get(\"{}\", \"\")", held.variable())
}

fn sign_in(call: &Call<'_>) -> String {
    format!(
        r#"verifier = secrets.token_urlsafe(32)
state = secrets.token_urlsafe(16)
digest = hashlib.sha256(verifier.encode()).digest()
challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
print("Open this address and sign in:")
print({authorize} + f"&code_challenge={{challenge}}&state={{state}}", flush=True)

query = parse_qs(urlparse(input("{PASTE}")).query)
if query.get("state") != [state]:
    raise SystemExit("This answer belongs to another sign-in.")
code = query["code"][0]
"#,
        authorize = quoted(&call.authorize()),
    )
}

fn token(call: &Call<'_>) -> String {
    let mut lines = vec!["form = {".to_owned()];
    for (name, value) in call.fields() {
        let value = match value {
            Value::Text(text) => quoted(text),
            Value::Held(held) => read(held),
            Value::Code => "code".into(),
            Value::Verifier => "verifier".into(),
        };
        lines.push(format!("    \"{name}\": {value},"));
    }
    lines.push("}".into());
    lines.push(format!(
        "with urlopen({}, urlencode(form).encode()) as answer:",
        quoted(&call.token_endpoint())
    ));
    lines.push("    access_token = json.load(answer)[\"access_token\"]\n".into());
    lines.join("\n")
}

fn projects(call: &Call<'_>) -> String {
    format!(
        r#"request = Request({address}, headers={{"Authorization": f"Bearer {{access_token}}"}})
with urlopen(request) as projects:
    print(projects.read().decode())"#,
        address = quoted(&call.projects()),
    )
}
