//! The objects of a person's own things.

use super::super::shape::Shape::{Flag, List, Moment, Number, Of, OrNull, Text, Words};
use super::super::shape::{Member, Record};

/// All apps of a person.
pub(super) static GRANTS: Record = Record {
    name: "Grants",
    words: "The apps that a person let in.",
    closed: false,
    members: &[Member::new("grants", List(&Of(&GRANT)), "The apps, by name.").needed()],
};

/// `domain::connected_app::ConnectedApp`
static GRANT: Record = Record {
    name: "Grant",
    words: "What a person allowed one client, with what came of it.",
    closed: false,
    members: &[
        Member::new("id", Text, "Its name here.").needed(),
        Member::new("clientName", Text, "What the client is called.").needed(),
        Member::new("ownerName", Text, "Who runs it.").needed(),
        Member::new("scopes", List(&Text), "What it may do.").needed(),
        Member::new("since", Moment, "When it was let in first.").needed(),
        Member::new("lastUsedAt", OrNull(&Moment), "When one of its tokens was last used.").needed(),
        Member::new("refreshTokens", Number, "How many refresh tokens it holds that still work.").needed(),
    ],
};

/// All sessions of a person.
pub(super) static SESSIONS: Record = Record {
    name: "Sessions",
    words: "The sessions of a person.",
    closed: false,
    members: &[Member::new("sessions", List(&Of(&SESSION)), "The one that was seen last first.").needed()],
};

/// What came of ending all others.
pub(super) static ENDED_SESSIONS: Record = Record {
    name: "EndedSessions",
    words: "What came of ending sessions.",
    closed: false,
    members: &[Member::new("ended", Number, "How many ended; none is no mistake.").needed()],
};

/// `domain::own_session::OwnSession`
static SESSION: Record = Record {
    name: "Session",
    words: "A browser in which somebody is signed in.",
    closed: false,
    members: &[
        Member::new("id", Text, "Its name.").needed(),
        Member::new("device", Text, "The device in plain words.").needed(),
        Member::new("userAgent", OrNull(&Text), "What the browser called itself.").needed(),
        Member::new("address", OrNull(&Text), "The address from which it signed in.").needed(),
        Member::new("signedInAt", Moment, "When the password was typed.").needed(),
        Member::new("lastSeenAt", Moment, "When it was last seen, to five minutes.").needed(),
        Member::new("persistent", Flag, "Whether it outlives the browser.").needed(),
        Member::new("current", Flag, "Whether it is the one that asks.").needed(),
    ],
};

const KINDS: &[&str] = &["account", "clients", "apps", "tokens", "api"];

/// `domain::event::Typed`, with place and size.
pub(super) const EVENT_QUERY: &[Member] = &[
    Member::new("client", Text, "Only events of the client with this id."),
    Member::new("kind", Words(KINDS), "Only events of this kind."),
    Member::new("outcome", Words(&["succeeded", "failed"]), "Only events that ended so."),
    Member::new("from", Text, "Not before this date (from its beginning in UTC) or moment (RFC 3339)."),
    Member::new("to", Text, "Not after this date (to its end in UTC) or moment."),
    Member::new("cursor", Text, "Where the page begins: `next` of the page before."),
    Member::new("limit", Number, "How many events, from 1 to 500; 50 when it is left out."),
];

/// Some events.
pub(super) static EVENTS: Record = Record {
    name: "Events",
    words: "Some events, newest first.",
    closed: false,
    members: &[
        Member::new("events", List(&Of(&EVENT)), "The events.").needed(),
        Member::new("next", Text, "The cursor of the older ones; absent at the end."),
    ],
};

/// `domain::event::Entry`, with its words.
static EVENT: Record = Record {
    name: "Event",
    words: "Something that happened, as the person whom it concerns may see it.",
    closed: false,
    members: &[
        Member::new("at", Moment, "When.").needed(),
        Member::new("action", Text, "What was done or tried.").needed(),
        Member::new("kind", Text, "What it is about.").needed(),
        Member::new("outcome", Text, "How it ended: `done`, or the code that the caller got.").needed(),
        Member::new("summary", Text, "The same in words.").needed(),
        Member::new("detail", Text, "The plain cause of a failure, or what else is known.").needed(),
        Member::new("actor", Words(&["you", "somebody_else", "nobody"]), "Who did it.").needed(),
        Member::new("clientId", OrNull(&Text), "The client it concerns.").needed(),
        Member::new("clientName", OrNull(&Text), "What that is called today.").needed(),
        Member::new("address", OrNull(&Text), "Where it came from, unless it is another person's.").needed(),
        Member::new("requestId", OrNull(&Text), "The `X-Request-Id` of the answer.").needed(),
    ],
};
