//! For Rust, with `reqwest`. A test makes a package as the first lines say, so what they name is in the lock file.

use super::{Call, Held, PASTE, Value, Way, quoted};

pub(super) fn text(call: &Call<'_>) -> String {
    let mut all = vec![head(call)];
    match call.way {
        Way::Token => all.push(format!("    let access_token = {};", read(Held::Token))),
        Way::Service | Way::Password => all.push(token(call)),
        Way::SignIn => all.extend([sign_in(call), token(call)]),
    }
    all.push(projects(call));
    all.join("\n")
}

fn head(call: &Call<'_>) -> String {
    let mut lines =
        vec!["// cargo add reqwest@0.12 --no-default-features --features blocking,json,rustls-tls"];
    match call.way {
        Way::Token => {}
        Way::Service | Way::Password => lines.push("// cargo add serde_json@1"),
        Way::SignIn => lines.push("// cargo add base64@0.22 rand@0.10 serde_json@1 sha2@0.11 url@2"),
    }
    if call.way == Way::SignIn {
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
    let held = call.held().into_iter().map(|held| format!("    let {} = {};", local(held), read(held)));
    let mut lines: Vec<String> = held.collect();
    lines.push(format!(
        "    let answer: serde_json::Value = http\n        .post({})",
        quoted(&call.token_endpoint())
    ));
    lines.push("        .form(&[".into());
    for (name, value) in call.fields() {
        let value = match value {
            Value::Text(text) => quoted(text),
            Value::Held(held) => format!("{}.as_str()", local(held)),
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

fn read(held: Held) -> String {
    format!("std::env::var(\"{}\")?", held.variable())
}

const fn local(held: Held) -> &'static str {
    match held {
        Held::Token => "token",
        Held::Secret => "secret",
        Held::Username => "username",
        Held::Password => "password",
    }
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
