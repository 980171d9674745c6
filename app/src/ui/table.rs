//! Tables: one that becomes cards on a narrow page, and one that is only read.

use leptos::prelude::*;

/// A column of a [`Table`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// With its name above it.
    Named(&'static str),
    /// With a name that is only spoken, for the column of buttons.
    Spoken(&'static str),
}

/// Rows of things. On a narrow page each row becomes a card whose cells name themselves.
///
/// The roles are written out: a browser forgets what a table is as soon as its rows are laid out otherwise.
#[component]
pub fn Table(
    /// What the rows are, for who can't see them together.
    #[prop(into)]
    caption: String,
    /// The columns.
    columns: Vec<Column>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let heads = columns.into_iter().map(|column| view! { <Head column /> }).collect_view();
    view! {
        <div class="table-frame">
            <table class="table" role="table">
                <caption class="table__caption visually-hidden">{caption}</caption>
                <thead class="table__heads" role="rowgroup">
                    <tr role="row">{heads}</tr>
                </thead>
                <tbody class="table__rows" role="rowgroup">
                    {children()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Head(column: Column) -> impl IntoView {
    let (class, name) = match column {
        Column::Named(name) => ("", name),
        Column::Spoken(name) => ("visually-hidden", name),
    };
    view! {
        <th class="table__head" scope="col" role="columnheader">
            <span class=class>{name}</span>
        </th>
    }
}

/// One row of a [`Table`].
#[component]
pub fn Row(
    /// Its cells.
    children: Children,
) -> impl IntoView {
    view! {
        <tr class="table__row" role="row">
            {children()}
        </tr>
    }
    .into_any()
}

/// What a cell holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellKind {
    /// Something about the thing.
    #[default]
    Plain,
    /// Something short that stays on one line.
    Short,
    /// The thing itself; it names the row.
    Name,
    /// Buttons.
    Actions,
}

/// One cell of a [`Row`].
#[component]
pub fn Cell(
    /// The name of its column, shown beside it in a card.
    label: &'static str,
    /// What it holds.
    #[prop(optional)]
    kind: CellKind,
    /// The content.
    children: Children,
) -> impl IntoView {
    let content = children();
    match kind {
        CellKind::Name => view! {
            <th class="table__cell table__cell--name" data-label=label scope="row" role="rowheader">
                {content}
            </th>
        }
        .into_any(),
        CellKind::Actions => view! {
            <td class="table__cell table__cell--actions" data-label=label role="cell">
                <div class="table__actions">{content}</div>
            </td>
        }
        .into_any(),
        CellKind::Plain | CellKind::Short => {
            let class = match kind {
                CellKind::Short => "table__cell table__cell--short",
                _ => "table__cell",
            };
            view! {
                <td class=class data-label=label role="cell">
                    <div>{content}</div>
                </td>
            }
            .into_any()
        }
    }
}

/// A table that compares a few things. It scrolls inside its own region, and the keyboard reaches it.
#[component]
pub fn CompareTable(
    /// The id of the caption, unique on the page.
    #[prop(into)]
    id: String,
    /// What is compared.
    #[prop(into)]
    caption: String,
    /// The names of the things.
    heads: Vec<String>,
    /// For each feature its name, and what each thing says to it.
    rows: Vec<(String, Vec<String>)>,
) -> impl IntoView {
    let heads = heads
        .into_iter()
        .map(|head| view! { <th scope="col" role="columnheader">{head}</th> })
        .collect_view();
    let rows = rows
        .into_iter()
        .map(|(feature, cells)| {
            let cells = cells.into_iter().map(|cell| view! { <td role="cell">{cell}</td> }).collect_view();
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader">{feature}</th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    let caption_id = id.clone();
    view! {
        <div class="compare" role="region" aria-labelledby=id tabindex="0">
            <table class="compare__table" role="table">
                <caption class="visually-hidden" id=caption_id>
                    {caption}
                </caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <td role="cell"></td>
                        {heads}
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{Cell, CellKind, Column, Row, Table};
    use crate::ui::typed::printed;

    #[test]
    fn cells_name_their_column_for_the_card_and_their_role_for_the_reader() {
        let html = printed(|| {
            view! {
                <Table caption="API clients" columns=vec![Column::Named("Client"), Column::Spoken("Actions")]>
                    <Row>
                        <Cell label="Client" kind=CellKind::Name>
                            "Data Sync"
                        </Cell>
                        <Cell label="Created">"3 days ago"</Cell>
                    </Row>
                </Table>
            }
            .into_any()
        });
        assert!(html.contains(r#"data-label="Created""#), "{html}");
        assert!(html.contains(r#"role="rowheader""#) && html.contains(r#"role="cell""#), "{html}");
        assert!(html.contains(r#"<span class="visually-hidden">Actions</span>"#), "{html}");
    }
}
