//! For .NET 8 and later. Its configuration reads `Exepron__ClientSecret` as `Exepron:ClientSecret` (C28).

use super::{Call, Held, PASTE, Value, Way, quoted};

pub(super) fn text(call: &Call<'_>) -> String {
    let mut all = vec![head(call)];
    match call.way {
        Way::Token => all.push(format!("var accessToken = {};", read(Held::Token))),
        Way::Service | Way::Password => all.push(token(call)),
        Way::SignIn => all.extend([sign_in(call), token(call)]),
    }
    all.push(projects(call));
    all.join("\n")
}

fn head(call: &Call<'_>) -> String {
    let mut lines = vec!["// dotnet add package Microsoft.Extensions.Configuration.EnvironmentVariables"];
    lines.push("using System.Net.Http.Headers;");
    if call.way == Way::SignIn {
        lines.extend(["using System.Security.Cryptography;", "using System.Text;", "using System.Web;"]);
    }
    if call.way != Way::Token {
        lines.push("using System.Text.Json;");
    }
    lines.push("using Microsoft.Extensions.Configuration;\n");
    lines.push("var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();");
    lines.push("using var http = new HttpClient();\n");
    lines.join("\n")
}

fn read(held: Held) -> String {
    format!("configuration[\"Exepron:{}\"]", held.dotnet())
}

fn sign_in(call: &Call<'_>) -> String {
    format!(
        r#"string Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
var verifier = Url(RandomNumberGenerator.GetBytes(32));
var state = Url(RandomNumberGenerator.GetBytes(16));
var challenge = Url(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
Console.WriteLine("Open this address and sign in:");
Console.WriteLine({authorize} + $"&code_challenge={{challenge}}&state={{state}}");

Console.Write("{PASTE}");
var query = HttpUtility.ParseQueryString(new Uri(Console.ReadLine()!).Query);
if (query["state"] != state) throw new Exception("This answer belongs to another sign-in.");
var code = query["code"]!;
"#,
        authorize = quoted(&call.authorize()),
    )
}

fn token(call: &Call<'_>) -> String {
    let mut lines = vec![
        format!(
            "var answer = await http.PostAsync({}, new FormUrlEncodedContent(",
            quoted(&call.token_endpoint())
        ),
        "    new Dictionary<string, string>".into(),
        "    {".into(),
    ];
    for (name, value) in call.fields() {
        let value = match value {
            Value::Text(text) => quoted(text),
            Value::Held(held) => format!("{}!", read(held)),
            Value::Code => "code".into(),
            Value::Verifier => "verifier".into(),
        };
        lines.push(format!("        [\"{name}\"] = {value},"));
    }
    lines.push("    }));\nanswer.EnsureSuccessStatusCode();".into());
    lines.push("using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());".into());
    lines.push("var accessToken = body.RootElement.GetProperty(\"access_token\").GetString();\n".into());
    lines.join("\n")
}

fn projects(call: &Call<'_>) -> String {
    format!(
        "http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(\"Bearer\", accessToken);\n\
         Console.WriteLine(await http.GetStringAsync({}));",
        quoted(&call.projects()),
    )
}
