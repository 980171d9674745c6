//! The management API for readers: every operation, with what it takes and what it answers.

use leptos::prelude::*;

use super::document;
use super::form::Welcome;
use crate::layout::{CardWidth, Frame};
use crate::ui::coded;
use crate::words::reference as words;

/// One operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Operation {
    /// The anchor: the name by which generated clients call it.
    pub name: String,
    /// Method and address.
    pub line: String,
    /// What it does, in a few words.
    pub summary: String,
    /// What else to know.
    pub description: String,
    /// What can be said in the address and in headers: a name, and what it means.
    pub parameters: Vec<(String, String)>,
    /// The members of the body: a name, and what it means.
    pub members: Vec<(String, String)>,
    /// The statuses, and when each comes.
    pub answers: Vec<(String, String)>,
}

/// A version of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// Its number, and the day from which it is served.
    pub title: String,
    /// What came with it.
    pub changes: Vec<&'static str>,
}

/// What the page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// Everything that can be called.
    pub operations: Vec<Operation>,
    /// The anchor of the versions.
    pub anchor: &'static str,
    /// The versions, the newest first.
    pub versions: Vec<Version>,
}

/// Prints the page.
pub fn page(model: Model, frame: &Frame) -> String {
    document::stranger(words::TITLE, frame, CardWidth::Wide, || content(model))
}

fn content(Model { operations, anchor, versions }: Model) -> AnyView {
    let contents = operations.iter().map(|operation| {
        let target = format!("#{}", operation.name);
        view! { <li><a href=target>{operation.summary.clone()}</a></li> }
    });
    let contents = contents.collect_view();
    let sections = operations.into_iter().map(section).collect_view();
    let [before, behind] = words::FOR_MACHINES;
    view! {
        <Welcome title=words::TITLE lead=words::LEAD />
        <p>
            {before} <a href="/api/v1/openapi.json">{words::DOCUMENT}</a> {behind}
        </p>
        <nav class="contents" aria-label=words::OPERATIONS>
            <ul class="points">{contents} <li><a href=format!("#{anchor}")>{words::CHANGES}</a></li></ul>
        </nav>
        {sections}
        {changed(anchor, versions)}
    }
    .into_any()
}

fn changed(anchor: &'static str, versions: Vec<Version>) -> AnyView {
    let versions = versions.into_iter().map(|version| {
        let changes = version.changes.into_iter().map(|words| view! { <li>{coded(words)}</li> });
        view! {
            <h3 class="explained__title">{version.title}</h3>
            <ul class="points">{changes.collect_view()}</ul>
        }
    });
    view! {
        <section class="explained" id=anchor>
            <h2>{words::CHANGES}</h2>
            <p>{coded(words::ANNOUNCED)}</p>
            {versions.collect_view()}
        </section>
    }
    .into_any()
}

fn section(operation: Operation) -> AnyView {
    view! {
        <section class="explained" id=operation.name>
            <h2>{operation.summary}</h2>
            <p class="mono">{operation.line}</p>
            <p>{coded(&operation.description)}</p>
            {explained(words::PARAMETERS, operation.parameters)}
            {explained(words::BODY, operation.members)}
            {explained(words::ANSWERS, operation.answers)}
        </section>
    }
    .into_any()
}

/// Names and what they mean; nothing at all for none.
fn explained(title: &'static str, lines: Vec<(String, String)>) -> AnyView {
    if lines.is_empty() {
        return ().into_any();
    }
    let lines = lines.into_iter().map(|(name, words)| {
        view! { <li><span class="mono">{name}</span> " " {coded(&words)}</li> }
    });
    view! {
        <h3 class="explained__title">{title}</h3>
        <ul class="points">{lines.collect_view()}</ul>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{Model, Operation, Version, page};
    use crate::account::document::tests::{assert_plain, frame};

    #[test]
    fn every_operation_is_there_with_its_parts_and_no_script() {
        let one = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
        let operation = Operation {
            name: "listClients".into(),
            line: "GET /api/v1/clients".into(),
            summary: "List clients".into(),
            description: "25 on a <page>, see `next`.".into(),
            parameters: one("search", "A part of the name."),
            members: one("clientName", "The name."),
            answers: one("200", "A page."),
        };
        let version = Version { title: "1.1.0, 2026-11-22".into(), changes: vec!["`null` takes away."] };
        let model = Model { operations: vec![operation], anchor: "changes", versions: vec![version] };
        let html = page(model, &frame());
        assert_plain(&html);
        for words in [
            "id=\"listClients\"",
            "href=\"#listClients\"",
            "GET /api/v1/clients",
            "25 on a &lt;page&gt;, see ",
            "<code>next</code>",
            "A part of the name.",
            "clientName",
            "/api/v1/openapi.json",
            "href=\"#changes\"",
            "id=\"changes\"",
            "1.1.0, 2026-11-22",
            "<code>null</code> takes away.",
        ] {
            assert!(html.contains(words), "{words} in {html}");
        }
    }
}
