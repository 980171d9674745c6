//! What stands in the place of a table until it comes: rows of the same size, so that nothing moves when it does.

use leptos::prelude::*;

use super::row::COLUMNS;
use crate::ui::{Cell, CellKind, Column, Row, Table};
use crate::words::activity;
use crate::words::client_list::{self as words, column};

/// As many rows as most accounts have clients.
const ROWS: usize = 4;

/// Grey lines in the cells of the list. They wait a moment before they show.
#[component]
pub(super) fn ListSkeleton() -> impl IntoView {
    grey_table("list-skeleton", words::LOADING, words::TITLE, &COLUMNS)
}

/// A table of grey lines; its class says how high the rows are.
pub(super) fn grey_table(
    class: &'static str,
    loading: &'static str,
    caption: &'static str,
    columns: &'static [Column],
) -> AnyView {
    let row = |_| {
        let cells = columns.iter().copied().map(cell).collect_view();
        view! { <Row>{cells}</Row> }
    };
    let rows = (0..ROWS).map(row).collect_view();
    view! {
        <div class=class aria-busy="true">
            <p class="visually-hidden" role="status">
                {loading}
            </p>
            <div aria-hidden="true">
                <Table caption columns=columns.to_vec()>
                    {rows}
                </Table>
            </div>
        </div>
    }
    .into_any()
}

fn cell(column: Column) -> AnyView {
    let (label, kind) = match column {
        Column::Named(name @ (column::CLIENT | activity::WHAT)) => (name, CellKind::Name),
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
