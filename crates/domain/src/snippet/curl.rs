//! For a shell.

use super::{Call, Held, PASTE, Value, Way};

pub(super) fn text(call: &Call<'_>) -> String {
    match call.way {
        Way::Token => projects(call, Held::Token.variable()),
        Way::Service | Way::Password => [token(call), projects(call, "ACCESS_TOKEN")].join("\n\n"),
        Way::SignIn => [sign_in(call), token(call), projects(call, "ACCESS_TOKEN")].join("\n\n"),
    }
}

fn sign_in(call: &Call<'_>) -> String {
    let authorize = format!("{}&code_challenge=%s&state=%s\\n", call.authorize().replace('%', "%%"));
    format!(
        r#"VERIFIER=$(openssl rand -hex 32)
STATE=$(openssl rand -hex 16)
CHALLENGE=$(printf %s "$VERIFIER" | openssl dgst -sha256 -binary | base64 | tr '+/' '-_' | tr -d '=')
echo 'Open this address and sign in:'
printf {authorize} "$CHALLENGE" "$STATE"
printf '{PASTE}'
read -r ADDRESS
case "$ADDRESS" in *"state=$STATE"*) ;; *) echo 'This answer belongs to another sign-in.' >&2; exit 1 ;; esac
CODE=$(printf %s "$ADDRESS" | sed 's/.*[?&]code=\([^&]*\).*/\1/')"#,
        authorize = single(&authorize),
    )
}

fn token(call: &Call<'_>) -> String {
    let mut lines = vec![format!(
        "ACCESS_TOKEN=$(curl --silent --show-error --fail {} \\",
        single(&call.token_endpoint())
    )];
    for (name, value) in call.fields() {
        let field = match value {
            Value::Text(text) => single(&format!("{name}={text}")),
            Value::Held(held) => format!("\"{name}=${}\"", held.variable()),
            Value::Code => format!("\"{name}=$CODE\""),
            Value::Verifier => format!("\"{name}=$VERIFIER\""),
        };
        lines.push(format!("  --data-urlencode {field} \\"));
    }
    lines.push(r#"  | sed 's/.*"access_token":"\([^"]*\)".*/\1/')"#.into());
    lines.join("\n")
}

fn projects(call: &Call<'_>, variable: &str) -> String {
    let address = single(&call.projects());
    format!("curl --silent --show-error --fail -H \"Authorization: Bearer ${variable}\" \\\n  {address}")
}

/// A word that the shell takes as it stands (POSIX.1-2024, XCU §2.2.2).
pub(super) fn single(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
