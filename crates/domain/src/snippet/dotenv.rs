//! For `.env`: the names under which the other texts look, with no value where it is a secret.

use super::curl::single;
use super::{Call, Held, Way};

pub(super) fn text(call: &Call<'_>) -> String {
    let mut lines = vec![
        format!("EXEPRON_ISSUER={}", single(call.servers.identity)),
        format!("EXEPRON_API={}", single(call.servers.api)),
    ];
    if call.way != Way::Token {
        lines.push(format!("EXEPRON_CLIENT_ID={}", single(call.client_id)));
        lines.push(format!("EXEPRON_SCOPE={}", single(&call.scope)));
    }
    if call.way == Way::SignIn {
        lines.push(format!("EXEPRON_REDIRECT_URI={}", single(call.redirect_uri)));
    }
    let held = call.held();
    if !held.is_empty() {
        lines.push(
            "# Put what is missing between the quotes, and keep the file out of version control.".into(),
        );
    }
    lines.extend(held.iter().copied().map(Held::variable).map(empty));
    lines.push("# .NET looks under these names.".into());
    if call.way != Way::Token {
        lines.push(format!("Exepron__ClientId={}", single(call.client_id)));
    }
    lines.extend(held.iter().map(|held| empty(&format!("Exepron__{}", held.dotnet()))));
    lines.join("\n")
}

/// A name that waits for its value, in quotes that let a blank, `#` and `$` stand as they are.
fn empty(name: &str) -> String {
    format!("{name}=''")
}
