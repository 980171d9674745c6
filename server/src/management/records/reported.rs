//! What became of something: of an import, and of what was refused.

use super::members as of;
use super::{CLIENT, DEFINITION, EVIDENCE};
use crate::management::shape::Shape::{Any, Flag, List, Number, Of, Open, Text, Words};
use crate::management::shape::{Member, Record, Shape};

/// What `domain::import::split` takes apart.
pub(in crate::management) static IMPORT: &[Shape] = &[Of(&DEFINITION), List(&Of(&DEFINITION)), Of(&EXPORT)];

/// What `identity::clients::export` writes.
pub(in crate::management) static EXPORT: Record = Record {
    name: "Export",
    words: "Clients without their secrets.",
    closed: true,
    members: &[Member::new("clients", List(&Open), "The clients, oldest first.").needed()],
};

/// `domain::import::Report`
pub(in crate::management) static REPORT: Record = Record {
    name: "Report",
    words: "What an import came to.",
    closed: false,
    members: &[
        Member::new("dryRun", Flag, "Whether nothing was written.").needed(),
        Member::new("clients", List(&Of(&LINE)), "One line a client, in the order of the file.").needed(),
    ],
};

/// `domain::import::Line`
pub(in crate::management) static LINE: Record = Record {
    name: "ReportLine",
    words: "What became of one client.",
    closed: false,
    members: &[
        Member::new("outcome", Words(&["created", "changed", "unchanged", "refused"]), "What became of it.")
            .needed(),
        Member::new("clientId", Text, "The id that the file names."),
        Member::new("client", Of(&CLIENT), "The client as it is then; absent when it was refused."),
        Member::new("differences", List(&Of(&DIFFERENCE)), "What is other than before.").needed(),
        Member::new("warnings", List(&Of(&FIELD_PROBLEM)), "What deserves a second look.").needed(),
        Member::new("problems", List(&Of(&FIELD_PROBLEM)), "Why it was refused.").needed(),
    ],
};

/// `domain::import::Difference`
pub(in crate::management) static DIFFERENCE: Record = Record {
    name: "Difference",
    words: "A member that changes.",
    closed: false,
    members: &[
        Member::new("member", Text, "Its name.").needed(),
        Member::new("before", Any, "What it was.").needed(),
        Member::new("after", Any, "What it is then.").needed(),
    ],
};

/// `domain::problem::FieldProblem`
pub(in crate::management) static FIELD_PROBLEM: Record = Record {
    name: "FieldProblem",
    words: "What is wrong with one member or parameter.",
    closed: false,
    members: &[
        Member::new("field", Text, "Its name.").needed(),
        Member::new("code", Text, "What is wrong, for programs; stable.").needed(),
        Member::new("message", Text, "What is wrong and what to do, for people.").needed(),
    ],
};

/// `domain::refusal::Retirable`
pub(in crate::management) static RETIRABLE: Record = Record {
    name: "Retirable",
    words: "A client that could make room for another one.",
    closed: false,
    members: &[of::CLIENT_ID.needed(), of::CLIENT_NAME.needed(), of::LAST_USED_AT],
};

/// `crate::error::ProblemDetails`
pub(in crate::management) static PROBLEM: Record = Record {
    name: "Problem",
    words: "A refusal (RFC 9457). Some kinds have members of their own besides.",
    closed: false,
    members: &[
        Member::new("title", Text, "The status in words.").needed(),
        Member::new("status", Number, "The HTTP status.").needed(),
        Member::new("code", Text, "What went wrong, for programs; stable.").needed(),
        Member::new("detail", Text, "What went wrong and what to do, for people.").needed(),
        Member::new("problems", List(&Of(&FIELD_PROBLEM)), "What is wrong with single members."),
        Member::new("retryAfter", Number, "After how many seconds it is worth trying again."),
        Member::new("present", Of(&CLIENT), "The client as it is now, when another version was expected."),
        Member::new("active", Number, "How many clients are active, when there may be no more."),
        Member::new("limit", Number, "How many there may be."),
        Member::new(
            "retirable",
            List(&Of(&RETIRABLE)),
            "Clients that could make room, the least used first.",
        ),
        Member::new("recentUses", Of(&EVIDENCE), "Where a secret that was not removed is in use."),
        Member::new("requestId", Text, "The answer's `X-Request-Id`.").needed(),
    ],
};
