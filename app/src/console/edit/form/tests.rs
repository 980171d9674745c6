use domain::client::Client;
use serde_json::json;

use super::*;
use crate::console::sample;

fn with_form(test: impl FnOnce(Form)) {
    let owner = Owner::new();
    owner.with(|| test(form_of(&sample::app())));
}

fn form_of(client: &Client) -> Form {
    Form::new(Base::from(client), client.template)
}

fn with_portal(test: impl FnOnce(Form)) {
    let grants = [GrantType::AuthorizationCode, GrantType::RefreshToken];
    let portal = sample::client(&sample::portal(&grants, "openid projects"), "web_abc123def456");
    Owner::new().with(|| test(form_of(&portal)));
}

// Shows R143.
#[test]
fn a_web_server_application_counts_in_days_and_says_which_numbers_there_are() {
    with_portal(|form| {
        let field = form.field("refreshTokenLifetime").unwrap();
        assert_eq!(field.text.get(), "30");
        for (typed, wrong) in
            [("", true), ("a month", true), ("0", true), ("1", false), ("3650", false), ("3651", true)]
        {
            field.text.set(typed.into());
            let problem = ("refreshTokenLifetime", "Write a number of days, from 1 to 3650.".to_owned());
            assert_eq!(form.problem(), wrong.then_some(problem), "{typed}");
        }
        field.text.set("90".into());
        assert_eq!(form.change()["refreshTokenLifetime"], 7_776_000);
    });
}

#[test]
fn only_what_is_shown_can_be_pointed_at() {
    with_portal(|form| {
        assert!(form.shows("persistentSso") && form.shows("refreshTokenLifetime"));
        form.field("scopes").unwrap().toggle("openid", false);
        form.field("grantTypes").unwrap().toggle("refresh_token", false);
        for hidden in ["persistentSso", "refreshTokenLifetime", "requireRequestedScopes", "claims"] {
            assert!(!form.shows(hidden), "{hidden}");
        }
        assert!(form.shows("scopes") && form.shows("redirectUris"));
    });
}

#[test]
fn a_form_that_nobody_touched_changes_nothing() {
    with_form(|form| {
        assert!(form.change().is_empty() && form.differing().is_empty());
        assert!(form.field("allowedIpAddresses").is_none(), "an app has no such member");
    });
}

#[test]
fn addresses_are_separated_by_lines_and_by_blanks() {
    with_form(|form| {
        form.field("redirectUris")
            .unwrap()
            .text
            .set(" https://a.example/cb  https://b.example/cb\n\n".into());
        let change = form.change();
        assert_eq!(change["redirectUris"], json!(["https://a.example/cb", "https://b.example/cb"]));
        assert_eq!(change.len(), 1, "what is derived follows by itself");
    });
}

#[test]
fn a_list_that_is_edited_separately_is_sent_and_one_that_is_not_follows() {
    with_form(|form| {
        let field = form.field("postLogoutRedirectUris").unwrap();
        field.on.set(true);
        field.text.set("https://a.example/bye".into());
        assert_eq!(form.change()["postLogoutRedirectUris"], json!(["https://a.example/bye"]));
        field.on.set(false);
        assert!(form.change().is_empty());
    });
}

#[test]
fn what_is_no_number_is_said_before_it_is_sent() {
    with_form(|form| {
        let field = form.field("accessTokenLifetime").unwrap();
        for (typed, wrong) in [("1 hour", true), ("", true), ("-1", true), ("60", false)] {
            field.text.set(typed.into());
            assert_eq!(form.problem().is_some(), wrong, "{typed}");
        }
        form.field("absoluteRefreshTokenLifetime").unwrap().text.set(" ".into());
        assert_eq!(form.problem(), None);
        assert_eq!(form.change()["absoluteRefreshTokenLifetime"], Value::Null);
    });
}

#[test]
fn what_was_not_touched_becomes_what_somebody_else_made_of_it() {
    with_form(|form| {
        form.field("clientName").unwrap().text.set("Mine".into());
        let theirs = Client {
            client_name: "Theirs".into(),
            description: "Theirs".into(),
            version: 2,
            ..sample::app()
        };
        form.rebase(Base::from(&theirs));
        let change = form.change();
        assert_eq!((change.len(), &change["clientName"]), (1, &json!("Mine")));
        assert_eq!(form.field("description").unwrap().text.get(), "Theirs");
    });
}

#[test]
fn what_was_typed_comes_back_as_it_was_typed() {
    with_form(|form| {
        form.field("redirectUris").unwrap().text.set("https://a.example/cb \n".into());
        let typed = form.typed();
        form.put(&form.base.get().values);
        assert!(form.change().is_empty());
        form.retype(&typed);
        assert_eq!(form.field("redirectUris").unwrap().text.get(), "https://a.example/cb \n");
    });
}
