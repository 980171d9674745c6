//! For Rust, with `reqwest`.

use super::{Call, PASTE, SECRET, TOKEN, Value, Way, quoted};

pub(super) fn text(call: &Call<'_>) -> String {
    let mut all = vec![head(call)];
    match call.way {
        Way::Token => all.push(format!("    let access_token = std::env::var(\"{TOKEN}\")?;")),
        Way::Service => all.push(token(call)),
        Way::SignIn => all.extend([sign_in(call), token(call)]),
    }
    all.push(projects(call));
    all.join("\n")
}

fn head(call: &Call<'_>) -> String {
    let mut lines = vec!["// cargo add reqwest@0.12 --features blocking,json"];
    if call.way != Way::Token {
        lines.push("// cargo add serde_json");
    }
    if call.way == Way::SignIn {
        lines.push("// cargo add base64 rand sha2 url");
        lines.push("use base64::Engine;");
        lines.push("use base64::engine::general_purpose::URL_SAFE_NO_PAD;");
        lines.push("use sha2::{Digest, Sha256};\n");
    }
    lines.push("fn main() -> Result<(), Box<dyn std::error::Error>> {");
    lines.push("    let http = reqwest::blocking::Client::new();");
    lines.join("\n")
}

fn sign_in(call: &Call<'_>) -> String {
    format!(
        r#"    let verifier = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>());
    let state = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 16]>());
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&verifier));
    let authorize = {authorize};
    println!("Open this address and sign in:");
    println!("{{authorize}}&code_challenge={{challenge}}&state={{state}}");

    println!("{paste}");
    let mut address = String::new();
    std::io::stdin().read_line(&mut address)?;
    let address = url::Url::parse(address.trim())?;
    let answer = |name: &str| address.query_pairs().find(|(found, _)| found == name).map(|(_, value)| value);
    if answer("state").as_deref() != Some(state.as_str()) {{
        return Err("This answer belongs to another sign-in.".into());
    }}
    let code = answer("code").ok_or("There is no code in this address.")?;
"#,
        authorize = quoted(&call.authorize()),
        paste = PASTE.trim_end(),
    )
}

fn token(call: &Call<'_>) -> String {
    let secret = call.has_secret.then(|| format!("    let secret = std::env::var(\"{SECRET}\")?;"));
    let mut lines: Vec<String> = secret.into_iter().collect();
    lines.push(format!(
        "    let answer: serde_json::Value = http\n        .post({})",
        quoted(&call.token_endpoint())
    ));
    lines.push("        .form(&[".into());
    for (name, value) in call.fields() {
        let value = match value {
            Value::Text(text) => quoted(text),
            Value::Secret => "secret.as_str()".into(),
            Value::Code => "&*code".into(),
            Value::Verifier => "verifier.as_str()".into(),
        };
        lines.push(format!("            (\"{name}\", {value}),"));
    }
    lines.push("        ])\n        .send()?\n        .error_for_status()?\n        .json()?;".into());
    lines.push(
        "    let access_token = answer[\"access_token\"].as_str().ok_or(\"There is no token.\")?;\n".into(),
    );
    lines.join("\n")
}

fn projects(call: &Call<'_>) -> String {
    format!(
        r#"    let projects = http
        .get({address})
        .bearer_auth(access_token)
        .send()?
        .error_for_status()?
        .text()?;
    println!("{{projects}}");
    Ok(())
}}"#,
        address = quoted(&call.projects()),
    )
}
