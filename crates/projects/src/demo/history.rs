//! How the demo's projects came to where they are: days that were reported, for their fever charts.

use sea_orm::ActiveValue::Set;

use super::into_rows::ACCOUNT;
use crate::ccpm::{Buffer, Chain};
use crate::entity::report;
use crate::reports::Figures;

/// A project, and of each day: the day, what was left of the chain, and what was used up of the buffer.
struct Past {
    project: i32,
    chain: i64,
    buffer: i64,
    days: &'static [(&'static str, i64, i64)],
}

/// The last day of each is what the file says of the project.
static PASTS: [Past; 6] = [
    Past {
        project: 1,
        chain: 52,
        buffer: 30,
        days: &[
            ("2026-01-05", 52, 0),
            ("2026-01-12", 48, 2),
            ("2026-01-19", 42, 5),
            ("2026-01-23", 38, 5),
            ("2026-02-02", 38, 6),
            ("2026-02-09", 38, 7),
            ("2026-02-16", 38, 8),
            ("2026-02-23", 38, 9),
            ("2026-03-01", 38, 10),
        ],
    },
    Past {
        project: 2,
        chain: 29,
        buffer: 25,
        days: &[
            ("2025-11-03", 29, 0),
            ("2025-11-10", 25, 2),
            ("2025-11-20", 21, 6),
            ("2025-12-01", 21, 9),
            ("2025-12-15", 21, 12),
            ("2026-01-05", 20, 15),
            ("2026-01-26", 19, 17),
            ("2026-02-16", 18, 19),
            ("2026-03-02", 18, 20),
        ],
    },
    Past {
        project: 3,
        chain: 0,
        buffer: 10,
        days: &[("2026-02-02", 0, 0), ("2026-02-16", 0, 3), ("2026-02-28", 0, 5)],
    },
    Past { project: 4, chain: 0, buffer: 0, days: &[("2026-01-15", 0, 0)] },
    Past {
        project: 5,
        chain: 5,
        buffer: 5,
        days: &[("2025-02-28", 5, 0), ("2025-03-02", 3, 1), ("2025-03-06", 0, 1)],
    },
    Past { project: 6, chain: 0, buffer: 12, days: &[("2026-03-02", 0, 0)] },
];

/// The days as rows; `now` becomes the moment at which they came to be.
pub(super) fn rows(now: i64) -> Vec<report::ActiveModel> {
    let of = |past: &'static Past| {
        past.days.iter().map(move |(day, remaining, consumed)| {
            let chain = Chain { planned: past.chain, remaining: *remaining };
            let figures = Figures::of(chain, Buffer { size: past.buffer, consumed: *consumed });
            report::ActiveModel {
                account_id: Set(ACCOUNT),
                version: Set(1),
                created_at: Set(now),
                project_id: Set(past.project),
                ..figures.on((*day).to_owned())
            }
        })
    };
    PASTS.iter().flat_map(of).collect()
}
