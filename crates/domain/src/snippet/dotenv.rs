//! For `.env`: the names under which the other texts look, with no value where it is a secret.

use super::curl::single;
use super::{Call, SECRET, TOKEN, Way};

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
    let (name, dotnet) = match call.way {
        Way::Token => (TOKEN, "Exepron__Token"),
        Way::Service | Way::SignIn => (SECRET, "Exepron__ClientSecret"),
    };
    if call.has_secret {
        lines.push(format!(
            "# Put the secret behind this name, and keep the file out of version control.\n{name}="
        ));
    }
    lines.push("# .NET looks under these names.".into());
    if call.way != Way::Token {
        lines.push(format!("Exepron__ClientId={}", single(call.client_id)));
    }
    if call.has_secret {
        lines.push(format!("{dotnet}="));
    }
    lines.join("\n")
}
