use serde_json::json;

use super::*;

fn typed(from: &str, to: &str) -> Typed {
    Typed { from: from.into(), to: to.into(), ..Typed::default() }
}

#[test]
fn a_day_is_in_from_its_first_to_its_last_millisecond() {
    let day = typed("2026-11-22", "2026-11-22").checked().unwrap();
    let at = |text: &str| Some(DateTime::parse_from_rfc3339(text).unwrap().to_utc());
    assert_eq!(day.from, at("2026-11-22T00:00:00Z"));
    assert_eq!(day.until, at("2026-11-23T00:00:00Z"));
    let moment = typed("2026-11-22T08:00:00+01:00", "2026-11-22T08:00:00Z").checked().unwrap();
    assert_eq!((moment.from, moment.until), (at("2026-11-22T07:00:00Z"), at("2026-11-22T08:00:00.001Z")));
}

#[test]
fn nothing_typed_asks_for_everything() {
    assert_eq!(Typed { client: "  ".into(), ..Typed::default() }.checked(), Ok(Filter::default()));
}

#[test]
fn each_problem_of_a_filter_names_its_field() {
    let typed = Typed {
        client: "x".repeat(101),
        kind: "server".into(),
        outcome: "perhaps".into(),
        from: "yesterday".into(),
        to: "99999-01-01".into(),
    };
    let fields: Vec<_> = typed.checked().unwrap_err().0.into_iter().map(|problem| problem.field).collect();
    assert_eq!(fields, ["kind", "outcome", "client", "from", "to"]);
    let longest = Typed { client: "x".repeat(100), ..Typed::default() };
    assert!(longest.checked().is_ok());
    for (from, to) in [("2026-11-23", "2026-11-22"), ("2026-02-30", ""), ("", "9999-12-31T23:59:60.5+99:00")]
    {
        assert!(super::tests::typed(from, to).checked().is_err(), "{from} {to}");
    }
    assert!(super::tests::typed("0000-00-00", "").checked().is_err());
}

#[test]
fn the_names_of_rules_are_for_auditors() {
    for (detail, words) in [
        ("L6: too many attempts", "too many attempts"),
        ("V1, V2: no such token of this client", "no such token of this client"),
        ("X-Device: openid profile", "openid profile"),
        ("X-DCR", ""),
        ("client_credentials: the secret is wrong", "client_credentials: the secret is wrong"),
        (
            "password: T9: too many attempts; the secret is wrong",
            "password: too many attempts; the secret is wrong",
        ),
        ("Too early: it was 12:30", "Too early: it was 12:30"),
        ("the secret is wrong", "the secret is wrong"),
        ("", ""),
    ] {
        assert_eq!(plain(detail), words);
    }
}

#[test]
fn a_secret_is_told_by_its_label_or_its_last_characters_and_one_of_before_by_nothing() {
    for (label, name) in
        [("blue", "blue"), ("blue, in Berlin", "blue, in Berlin"), ("L6: x", "L6: x"), ("", "•••• JldA")]
    {
        let secret = json!({
            "id": 12, "description": label, "hint": "JldA", "createdAt": "2026-11-22T08:00:00Z",
        });
        let noted = of_secret(&serde_json::from_value(secret).unwrap());
        assert!(noted.starts_with("12, "), "{noted}");
        assert_eq!(secret_of(&plain(&noted)), Some(name));
    }
    assert_eq!(secret_of("12"), None);
}

#[test]
fn every_action_has_one_kind() {
    for (number, (action, kind)) in ACTIONS.iter().enumerate() {
        assert_eq!(Kind::of(action), *kind);
        assert!(ACTIONS.iter().skip(number + 1).all(|(other, _)| other != action), "{action} stands twice");
    }
    assert!(Kind::Api.actions().all(|action| action == "api.refused" || action.starts_with("webhook.")));
    assert_eq!(Kind::Api.actions().count(), 6);
}

#[test]
fn what_is_no_success_is_a_failure() {
    for (outcome, failed) in
        [("done", false), ("inactive", false), ("refused", true), ("invalid_grant", true)]
    {
        assert_eq!(is_failure(outcome), failed, "{outcome}");
    }
}
