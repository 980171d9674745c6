//! For Node.js 18 and later, without a package.

use super::{Call, Held, PASTE, Value, Way, quoted};

pub(super) fn text(call: &Call<'_>) -> String {
    let parts = match call.way {
        Way::Token => vec![format!("const accessToken = process.env.{};", Held::Token.variable())],
        Way::Service | Way::Password => vec![token(call)],
        Way::SignIn => vec![sign_in(call), token(call)],
    };
    let head = "// Save as first-call.mjs, then: node first-call.mjs".to_owned();
    let mut all = vec![head];
    all.extend(parts);
    all.push(projects(call));
    all.join("\n")
}

fn sign_in(call: &Call<'_>) -> String {
    format!(
        r#"import {{ createHash, randomBytes }} from "node:crypto";
import {{ createInterface }} from "node:readline/promises";

const verifier = randomBytes(32).toString("base64url");
const state = randomBytes(16).toString("base64url");
const challenge = createHash("sha256").update(verifier).digest("base64url");
console.log("Open this address and sign in:");
console.log({authorize} + `&code_challenge=${{challenge}}&state=${{state}}`);

const terminal = createInterface({{ input: process.stdin, output: process.stdout }});
const query = new URL(await terminal.question("{PASTE}")).searchParams;
terminal.close();
if (query.get("state") !== state) throw new Error("This answer belongs to another sign-in.");
const code = query.get("code");
"#,
        authorize = quoted(&call.authorize()),
    )
}

fn token(call: &Call<'_>) -> String {
    let mut lines = vec![
        format!("const answer = await fetch({}, {{", quoted(&call.token_endpoint())),
        "  method: \"POST\",".into(),
        "  body: new URLSearchParams({".into(),
    ];
    for (name, value) in call.fields() {
        let value = match value {
            Value::Text(text) => quoted(text),
            Value::Held(held) => format!("process.env.{}", held.variable()),
            Value::Code => "code".into(),
            Value::Verifier => "verifier".into(),
        };
        lines.push(format!("    {name}: {value},"));
    }
    lines.push("  }),\n});\nif (!answer.ok) throw new Error(await answer.text());".into());
    lines.push("const { access_token: accessToken } = await answer.json();\n".into());
    lines.join("\n")
}

fn projects(call: &Call<'_>) -> String {
    format!(
        r#"const projects = await fetch({address}, {{
  headers: {{ Authorization: `Bearer ${{accessToken}}` }},
}});
if (!projects.ok) throw new Error(await projects.text());
console.log(await projects.text());"#,
        address = quoted(&call.projects()),
    )
}
