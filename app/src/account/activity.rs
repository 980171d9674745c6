//! Profile settings: what happened with the account, its clients and the apps that were let in.

mod filter;
mod table;

use domain::event::{Entry, Typed};
use leptos::prelude::*;

use super::document;
use crate::layout::{Frame, NavItem};
use crate::routes::Page;
use crate::ui::{EmptyState, ErrorSummary, FieldProblem, IconName, LinkButton, PageHeading};
use crate::words::activity as words;

/// What the page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// The filter as it was typed.
    pub typed: Typed,
    /// What is wrong with it, field by field.
    pub problems: Vec<FieldProblem>,
    /// The reader's own client that the filter names, by id and name: the way back to its page.
    pub client: Option<(String, String)>,
    /// The events, newest first.
    pub entries: Vec<Entry>,
    /// Where the older ones begin.
    pub next: Option<String>,
    /// Whether newer ones stand on a page before.
    pub is_further: bool,
}

/// Prints the page.
pub fn page(model: &Model, frame: &Frame) -> String {
    let frame = Frame { current: Some(NavItem::Activity), ..frame.clone() };
    let title = document::title(words::TITLE, &model.problems);
    document::settings_with_moments(&title, &frame, || content(model))
}

fn content(model: &Model) -> AnyView {
    let filter = filter::form(model);
    let events = match (model.entries.is_empty(), model.problems.is_empty()) {
        (_, false) => ().into_any(),
        (true, true) => none(model),
        (false, true) => view! { {exports(model)} {table::all(model)} {further(model)} }.into_any(),
    };
    let back = model.client.clone().map(|(id, name)| {
        view! {
            <p class="back">
                <a href=Page::ApiClient(id).path()>{name}</a>
            </p>
        }
    });
    view! {
        {back}
        <PageHeading title=words::TITLE lead=words::LEAD />
        <div class="stack">
            <ErrorSummary problems=model.problems.clone() /> {filter} {events}
        </div>
    }
    .into_any()
}

fn none(model: &Model) -> AnyView {
    let all = (model.typed != Typed::default() || model.is_further).then(|| {
        view! { <LinkButton href=Page::Activity.path()>{words::EVERYTHING}</LinkButton> }
    });
    view! {
        <EmptyState
            icon=IconName::Clock
            title=words::NONE
            text=words::NONE_TEXT
        >
            {all}
        </EmptyState>
    }
    .into_any()
}

/// The same filter, with more behind it.
fn address(page: &Page, typed: &Typed, more: (&'static str, Option<&str>)) -> String {
    let pairs: Vec<_> = typed.pairs().map(|(name, text)| (name, Some(text))).chain([more]).collect();
    page.with_query(&pairs)
}

fn exports(model: &Model) -> AnyView {
    let to = |format| address(&Page::ActivityExport, &model.typed, ("format", Some(format)));
    view! {
        <p class="exports small">
            <a href=to("csv") download="activity.csv">
                {words::CSV}
            </a>
            <a href=to("json") download="activity.json">
                {words::JSON}
            </a>
            <span class="faint">{words::EXPORT_LIMIT}</span>
        </p>
    }
    .into_any()
}

fn further(model: &Model) -> AnyView {
    let newest = model.is_further.then(|| {
        let href = address(&Page::Activity, &model.typed, ("cursor", None));
        view! { <LinkButton href>{words::NEWEST}</LinkButton> }
    });
    let older = model.next.as_ref().map(|next| {
        let href = address(&Page::Activity, &model.typed, ("cursor", Some(next)));
        view! { <LinkButton href>{words::OLDER}</LinkButton> }
    });
    view! {
        <nav class="row" aria-label=words::PAGES>
            {newest}
            {older}
        </nav>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain::event::{Actor, Kind};

    use super::*;
    use crate::account::document::tests::signed_in;

    fn entry() -> Entry {
        Entry {
            at: DateTime::from_timestamp(1_795_332_665, 0).unwrap(),
            action: "token.refused".into(),
            kind: Kind::Tokens,
            outcome: "invalid_client".into(),
            detail: "client_credentials: the <secret> has expired".into(),
            actor: Actor::Nobody,
            client_id: Some("service_0123456789ab".into()),
            client_name: Some("Data Sync".into()),
            address: Some("192.0.2.1".into()),
            request_id: Some("00ff".into()),
        }
    }

    #[test]
    fn a_failure_stands_there_with_cause_and_request() {
        let typed = Typed { client: "service_0123456789ab".into(), ..Typed::default() };
        let model = Model { typed, entries: vec![entry()], next: Some("abc".into()), ..Model::default() };
        let html = page(&model, &signed_in());
        for words in [
            "Token request refused",
            "Client Credentials: the &lt;secret&gt; has expired",
            "22 Nov 2026, 07:31:05 UTC",
            "00ff",
            "cursor=abc",
            "format=csv",
            r#"name="client" type="text" value="service_0123456789ab""#,
        ] {
            assert!(html.contains(words), "{words}: {html}");
        }
        assert_eq!(html.matches("<script").count(), 1, "{html}");
        assert!(!html.contains(" style="), "{html}");
    }

    #[test]
    fn a_problem_of_the_filter_stands_beside_its_field() {
        let problems = vec![FieldProblem::new("from", "Use a date like 2026-11-22.")];
        let html = page(&Model { problems, ..Model::default() }, &signed_in());
        assert!(html.contains("<title>Problem: Activity"), "{html}");
        assert!(html.contains(r#"aria-describedby="from-error""#), "{html}");
    }
}
