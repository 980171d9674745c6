//! What stands in the place of the list until it comes: rows of the same size, so that nothing moves when it does.

use leptos::prelude::*;

use super::row::COLUMNS;
use crate::ui::{Cell, CellKind, Column, Row, Table};
use crate::words::client_list::{self as words, column};

/// As many rows as most accounts have clients.
const ROWS: usize = 4;

/// Grey lines in the cells of the list. They wait a moment before they show.
#[component]
pub(super) fn ListSkeleton() -> impl IntoView {
    let rows = (0..ROWS).map(|_| view! { <Row>{COLUMNS.map(cell).collect_view()}</Row> }).collect_view();
    view! {
        <div class="list-skeleton" aria-busy="true">
            <p class="visually-hidden" role="status">
                {words::LOADING}
            </p>
            <div aria-hidden="true">
                <Table caption=words::TITLE columns=COLUMNS.to_vec()>
                    {rows}
                </Table>
            </div>
        </div>
    }
    .into_any()
}

fn cell(column: Column) -> AnyView {
    let (label, kind) = match column {
        Column::Named(name @ column::CLIENT) => (name, CellKind::Name),
        Column::Named(name) => (name, CellKind::Plain),
        Column::Spoken(name) => (name, CellKind::Actions),
    };
    view! {
        <Cell label kind>
            <span class="skeleton__line"></span>
        </Cell>
    }
    .into_any()
}
