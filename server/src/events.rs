//! Events of the audit trail as a table, for people who take them elsewhere.

use app::words::activity as words;
use chrono::SecondsFormat;
use domain::event::Entry;

const HEADS: [&str; 11] = [
    "at",
    "action",
    "outcome",
    "summary",
    "detail",
    "actor",
    "clientId",
    "clientName",
    "address",
    "requestId",
    "kind",
];

/// The events as a table (RFC 4180), with names in the first line.
#[must_use]
pub fn csv(entries: &[Entry]) -> String {
    let mut table = String::new();
    line(&mut table, HEADS);
    for entry in entries {
        let (at, summary) = (
            entry.at.to_rfc3339_opts(SecondsFormat::Millis, true),
            words::sentence(&entry.action, &entry.outcome),
        );
        let detail = words::detail(entry);
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        line(
            &mut table,
            [
                &*at,
                &*entry.action,
                &*entry.outcome,
                &*summary,
                &*detail,
                words::actor(entry.actor),
                &*text(&entry.client_id),
                &*text(&entry.client_name),
                &*text(&entry.address),
                &*text(&entry.request_id),
                entry.kind.as_str(),
            ],
        );
    }
    table
}

fn line<const N: usize>(table: &mut String, cells: [&str; N]) {
    for (number, text) in cells.into_iter().enumerate() {
        if number > 0 {
            table.push(',');
        }
        cell(table, text);
    }
    table.push_str("\r\n");
}

/// Writes a cell in quotes. A spreadsheet takes what begins with one of these signs for a formula and runs it, quotes or
/// not; behind an apostrophe it is text (OWASP, CSV injection).
fn cell(table: &mut String, text: &str) {
    table.push('"');
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        table.push('\'');
    }
    table.push_str(&text.replace('"', "\"\""));
    table.push('"');
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain::event::{Actor, Kind};

    use super::*;

    fn entry(client_id: &str) -> Entry {
        Entry {
            at: DateTime::from_timestamp_millis(1_795_332_665_001).unwrap(),
            action: "token.refused".into(),
            kind: Kind::Tokens,
            outcome: "invalid_client".into(),
            detail: "password: the \"secret\" is wrong".into(),
            actor: Actor::Nobody,
            client_id: Some(client_id.into()),
            client_name: None,
            address: None,
            request_id: Some("00ff".into()),
        }
    }

    #[test]
    fn a_table_begins_with_names_and_quotes_every_cell() {
        let table = csv(&[entry("app_1")]);
        let lines: Vec<&str> = table.split("\r\n").collect();
        assert_eq!(
            lines,
            [
                r#""at","action","outcome","summary","detail","actor","clientId","clientName","address","requestId","kind""#,
                r#""2026-11-22T07:31:05.001Z","token.refused","invalid_client","Token request refused","Password: the ""secret"" is wrong","Not signed in","app_1","","","00ff","tokens""#,
                "",
            ]
        );
    }

    #[test]
    fn no_cell_is_a_formula() {
        for bad in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"] {
            let table = csv(&[entry(bad)]);
            assert!(table.contains(&format!("\"'{bad}\"")), "{table}");
        }
        assert!(csv(&[entry("a=1")]).contains("\"a=1\""));
    }
}
