//! The account pages, each in the states that matter.

use app::account::consent::{Asked, AskedGroup, Lasts, Runs, Since};
use app::account::login::LoginNotice;
use app::account::{Onward, consent, error, login, password, profile, register, setup, sign_out, signed_out};
use app::layout::Frame;
use app::ui::FieldProblem;

use crate::{Sheet, alice, stranger};

/// Every account page.
pub(crate) fn all() -> Vec<Sheet> {
    let sheets = [("in", sign_in()), ("through", passing_through()), ("settings", settings())];
    let named = |(group, sheets): (&'static str, Vec<(&'static str, String)>)| {
        sheets.into_iter().map(move |(name, html)| (format!("account-{group}-{name}.html"), html))
    };
    sheets.into_iter().flat_map(named).collect()
}

fn sign_in() -> Vec<(&'static str, String)> {
    let demo = Frame { demo_banner: true, ..stranger() };
    let mismatch = login::Model {
        email: "alice@example.com".into(),
        notice: Some(LoginNotice::Mismatch),
        ..login::Model::default()
    };
    let for_app = login::Model {
        client: Some("React Dashboard".into()),
        notice: Some(LoginNotice::ConfirmItIsYou),
        onward: Onward { request: Some("request".into()), return_to: None },
        ..login::Model::default()
    };
    let empty = vec![
        FieldProblem::new("email", "Enter your e-mail address."),
        FieldProblem::new("password", "Enter your password."),
    ];
    vec![
        ("login", login::page(&login::Model::default(), &demo)),
        ("login-app", login::page(&for_app, &stranger())),
        ("login-mismatch", login::page(&mismatch, &stranger())),
        (
            "login-problems",
            login::page(&login::Model { problems: empty, ..login::Model::default() }, &stranger()),
        ),
        ("register", register::page(&register::Model::default(), &stranger())),
        ("register-problems", register::page(&refused_registration(), &stranger())),
        (
            "setup",
            setup::page(&setup::Model { token: "once".into(), ..setup::Model::default() }, &stranger()),
        ),
    ]
}

fn refused_registration() -> register::Model {
    register::Model {
        email: "alice@example.com".into(),
        name: "Alice".into(),
        problems: vec![
            FieldProblem::new(
                "email",
                "There is an account with this e-mail address. Sign in, or use another one.",
            ),
            FieldProblem::new("password", "This password is on every list of guesses. Choose a longer one."),
        ],
        onward: Onward::default(),
    }
}

fn passing_through() -> Vec<(&'static str, String)> {
    let request = error::Model::redirect_uri_not_registered(
        "https://app.example.com/callback/with/a/path/that/is/rather/long/?and=more",
        "7f3a9c2e51d04b68",
    );
    let back = signed_out::BackToClient {
        name: "React Dashboard".into(),
        address: "https://app.example.com/".into(),
    };
    vec![
        ("consent", consent::page(&asked_first(), &alice())),
        ("consent-new", consent::page(&asked_again(), &alice())),
        ("error-redirect", error::page(&request, &stranger())),
        ("error-broken", error::page(&error::Model::broken("7f3a9c2e51d04b68"), &alice())),
        ("sign-out", sign_out::page(&sign_out::Model::default(), &alice())),
        ("signed-out", signed_out::page(&signed_out::Model { back: Some(back) }, &stranger())),
    ]
}

fn asked(words: &str, detail: Option<&str>, since: Since) -> Asked {
    Asked { words: words.into(), detail: detail.map(Into::into), since }
}

fn asked_first() -> consent::Model {
    let who = vec![
        asked("Know who you are", None, Since::FirstTime),
        asked("Read your profile", Some("Your name and preferred user name"), Since::FirstTime),
        asked("Read your e-mail address", None, Since::FirstTime),
    ];
    let projects =
        vec![asked("Read and change projects and tasks", Some("As you, with your rights"), Since::FirstTime)];
    consent::Model {
        client: "React Dashboard".into(),
        redirect_host: "app.example.com".into(),
        groups: vec![
            AskedGroup { title: "About you".into(), asked: who },
            AskedGroup { title: "Your work".into(), asked: projects },
        ],
        made_by: "Bob Example".into(),
        runs: Runs::OnDevice,
        lasts: Lasts { time: "30 days".into(), offline: true },
        person: "102".into(),
        onward: Onward { request: Some("request".into()), return_to: None },
    }
}

fn asked_again() -> consent::Model {
    let work = vec![
        asked("Read projects", None, Since::Before),
        asked("Create, change and delete projects", None, Since::New),
    ];
    consent::Model {
        client: "A client whose makers could not decide on a short name".into(),
        redirect_host: "com.example.app".into(),
        groups: vec![AskedGroup { title: "Your work".into(), asked: work }],
        made_by: "Somebody whose name is as long as a name can be without being two".into(),
        runs: Runs::OnServer,
        lasts: Lasts { time: "90 minutes".into(), offline: false },
        person: "102".into(),
        onward: Onward::default(),
    }
}

fn settings() -> Vec<(&'static str, String)> {
    let demo = Frame { demo_banner: true, ..alice() };
    let typed = profile::Model {
        name: "Alice Example".into(),
        given_name: "Alice".into(),
        family_name: "Example".into(),
        preferred_username: "alice".into(),
        email: "alice@example.com".into(),
        saved: true,
        ..profile::Model::default()
    };
    let refused = profile::Model {
        email: "alice@".into(),
        saved: false,
        problems: vec![FieldProblem::new(
            "email",
            "Write the address in full, for example name@example.com.",
        )],
        ..typed.clone()
    };
    let wrong = password::Model {
        problems: vec![FieldProblem::new("current_password", "This is not your current password.")],
        ..Default::default()
    };
    let changed = password::Model { saved: true, ..Default::default() };
    vec![
        ("profile-saved", profile::page(&typed, &demo)),
        ("profile-problems", profile::page(&refused, &alice())),
        ("password", password::page(&password::Model::default(), &alice())),
        ("password-problems", password::page(&wrong, &alice())),
        ("password-changed", password::page(&changed, &alice())),
    ]
}
