//! Profile settings: where the person is signed in.

use chrono::{DateTime, Utc};
use domain::own_session::OwnSession;
use leptos::prelude::*;

use super::document;
use super::form::{Hidden, Onward, PlainForm};
use crate::layout::{Frame, NavItem};
use crate::routes::Page;
use crate::ui::{
    Badge, BadgeTone, Button, ButtonRole, ButtonSize, Cell, CellKind, Column, ExactTimestamp, PageHeading,
    Row, Table,
};
use crate::words::sessions as words;

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// The sessions, the one that was seen last first.
    pub sessions: Vec<OwnSession>,
    /// Now.
    pub now: DateTime<Utc>,
    /// What has ended just now.
    pub ended: Option<Ended>,
}

/// What has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// One other session.
    One,
    /// All others.
    Others,
}

const COLUMNS: [Column; 5] = [
    Column::Named(words::DEVICE),
    Column::Named(words::ADDRESS),
    Column::Named(words::SIGNED_IN),
    Column::Named(words::LAST_SEEN),
    Column::Spoken(words::ACTIONS),
];

/// Prints the page.
pub fn page(model: &Model, frame: &Frame) -> String {
    let frame = Frame { current: Some(NavItem::Sessions), ..frame.clone() };
    document::settings_with_moments(words::TITLE, &frame, || content(model, &frame))
}

fn content(model: &Model, frame: &Frame) -> AnyView {
    let ended = model.ended.map(|ended| {
        document::done(match ended {
            Ended::One => words::ONE_ENDED,
            Ended::Others => words::OTHERS_ENDED,
        })
    });
    let now_ms = model.now.timestamp_millis();
    let rows = model.sessions.iter().map(|session| row(session, now_ms, frame)).collect_view();
    let others = model.sessions.iter().any(|session| !session.current).then(|| end_others(frame));
    view! {
        <PageHeading title=words::TITLE lead=words::LEAD />
        <div class="stack">
            {ended}
            <Table caption=words::TITLE columns=COLUMNS.to_vec()>
                {rows}
            </Table> {others}
        </div>
    }
    .into_any()
}

fn row(session: &OwnSession, now_ms: i64, frame: &Frame) -> AnyView {
    let current = session.current.then(|| view! { <Badge tone=BadgeTone::Accent text=words::CURRENT /> });
    let stays = session.persistent.then(|| view! { <span class="faint small">{words::STAYS}</span> });
    let address = session.address.clone().unwrap_or_else(|| words::UNKNOWN.to_owned());
    let device = session.device.clone();
    let (began, seen) = (session.signed_in_at.timestamp_millis(), session.last_seen_at.timestamp_millis());
    let action = if session.current { sign_out(frame) } else { end(session, frame) };
    view! {
        <Row>
            <Cell label=words::DEVICE kind=CellKind::Name>
                <span class="name">
                    <span class="name__main">{device}</span>
                    {current}
                    {stays}
                </span>
            </Cell>
            <Cell label=words::ADDRESS>
                <span class="mono">{address}</span>
            </Cell>
            <Cell label=words::SIGNED_IN kind=CellKind::Short>
                <ExactTimestamp at_ms=began now_ms />
            </Cell>
            <Cell label=words::LAST_SEEN kind=CellKind::Short>
                <ExactTimestamp at_ms=seen now_ms />
            </Cell>
            <Cell label=words::ACTIONS kind=CellKind::Actions>
                {action}
            </Cell>
        </Row>
    }
    .into_any()
}

fn sign_out(frame: &Frame) -> AnyView {
    view! {
        <PlainForm action=Page::Logout csrf=frame.csrf.clone() onward=Onward::default()>
            <Button role=ButtonRole::Submit size=ButtonSize::Small>
                {words::SIGN_OUT}
            </Button>
        </PlainForm>
    }
    .into_any()
}

fn end(session: &OwnSession, frame: &Frame) -> AnyView {
    let (id, device) = (session.id.clone(), words::of_device(&session.device));
    view! {
        <PlainForm action=Page::Sessions csrf=frame.csrf.clone() onward=Onward::default()>
            <Hidden name="session" value=Some(id) />
            <Button role=ButtonRole::Submit size=ButtonSize::Small>
                {words::END} " " <span class="visually-hidden">{device}</span>
            </Button>
        </PlainForm>
    }
    .into_any()
}

fn end_others(frame: &Frame) -> AnyView {
    view! {
        <div class="card stack stack--tight">
            <h2>{words::ELSEWHERE}</h2>
            <p class="soft">
                {words::END_OTHERS_TEXT}
                <a href=Page::ConnectedApps.path()>{NavItem::ConnectedApps.label()}</a> "."
            </p>
            <PlainForm action=Page::Sessions csrf=frame.csrf.clone() onward=Onward::default()>
                <Hidden name="others" value=Some("true".to_owned()) />
                <div class="form__actions">
                    <Button role=ButtonRole::Submit>{words::END_OTHERS}</Button>
                </div>
            </PlainForm>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::document::tests::{assert_plain, signed_in};

    fn session(id: &str, current: bool) -> OwnSession {
        OwnSession {
            id: id.into(),
            device: "Firefox on Windows".into(),
            user_agent: None,
            address: Some("192.0.2.1".into()),
            signed_in_at: DateTime::from_timestamp(1_795_332_660, 0).unwrap(),
            last_seen_at: DateTime::from_timestamp(1_795_332_660, 0).unwrap(),
            persistent: false,
            current,
        }
    }

    fn printed(sessions: Vec<OwnSession>, ended: Option<Ended>) -> String {
        let now = DateTime::from_timestamp(1_795_339_860, 0).unwrap();
        let html = page(&Model { sessions, now, ended }, &signed_in());
        assert_plain(&html);
        html
    }

    #[test]
    fn this_session_is_marked_and_the_others_can_be_ended() {
        let html = printed(vec![session("here", true), session("there", false)], None);
        assert_eq!(html.matches("This session").count(), 1, "{html}");
        assert!(html.contains(r#"name="session" value="there""#), "{html}");
        assert!(!html.contains(r#"value="here""#), "{html}");
        assert!(html.contains("End all other sessions"), "{html}");
        assert!(html.contains(">2 hours ago</time>"), "{html}");
    }

    #[test]
    fn where_there_are_no_others_there_is_nothing_to_end() {
        let html = printed(vec![session("here", true)], Some(Ended::Others));
        assert!(!html.contains("End all other sessions"), "{html}");
        assert!(html.contains("All other sessions have ended"), "{html}");
        assert_eq!(html.matches(" autofocus").count(), 1, "the button that had the focus is gone: {html}");
    }
}
