//! The events, one row each.

use chrono::SecondsFormat;
use domain::event::{Entry, Typed};
use leptos::prelude::*;

use super::{Model, address};
use crate::api::activity::Told;
use crate::events;
use crate::routes::Page;
use crate::ui::{Cell, CellKind, Column, Row, Table};
use crate::words::activity as words;
use crate::words::moments::to_the_second;

const COLUMNS: [Column; 4] = [
    Column::Named(words::WHAT),
    Column::Named(words::CLIENT),
    Column::Named(words::WHEN),
    Column::Named(words::FROM),
];

/// All events of the page.
pub(super) fn all(model: &Model) -> AnyView {
    let rows = model.entries.iter().map(|entry| row(entry, &model.typed)).collect_view();
    view! {
        <Table caption=words::TITLE columns=COLUMNS.to_vec()>
            {rows}
        </Table>
    }
    .into_any()
}

fn row(entry: &Entry, typed: &Typed) -> AnyView {
    let told = Told::from(entry.clone());
    let (what, client, from) = (events::what(&told), client(entry, typed), events::from(entry));
    let (machine, moment) =
        (entry.at.to_rfc3339_opts(SecondsFormat::Millis, true), to_the_second(entry.at.timestamp_millis()));
    view! {
        <Row>
            <Cell label=words::WHAT kind=CellKind::Name>
                {what}
            </Cell>
            <Cell label=words::CLIENT>{client}</Cell>
            <Cell label=words::WHEN kind=CellKind::Short>
                <time class="moment" datetime=machine data-exact="">
                    {moment}
                </time>
            </Cell>
            <Cell label=words::FROM>{from}</Cell>
        </Row>
    }
    .into_any()
}

/// The client, as a way to see what else happened with it.
fn client(entry: &Entry, typed: &Typed) -> AnyView {
    let Some(id) = entry.client_id.clone() else {
        return view! { <span class="faint">"–"</span> }.into_any();
    };
    let of_client = Typed { client: id.clone(), ..typed.clone() };
    let href = address(&Page::Activity, &of_client, ("cursor", None));
    let name = entry.client_name.clone().map(|name| view! { <span>{name}</span> });
    view! {
        <span class="name">
            {name}
            <a class="name__id" href=href>
                {id}
            </a>
        </span>
    }
    .into_any()
}
