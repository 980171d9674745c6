//! The figures of a project: summed up by the database, made sense of by `ccpm`, kept where filters find them.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr};

use crate::ccpm::{self, Buffer, Chain, Status};
use crate::entity::{project, report};
use crate::lower::{self, Ground};

/// What a project's figures are made of, and what they come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Figures {
    chain: Chain,
    buffer: Buffer,
    status: Status,
}

impl Figures {
    pub(crate) fn of(chain: Chain, buffer: Buffer) -> Self {
        Self { chain, buffer, status: ccpm::status(chain, buffer) }
    }

    /// A row of the table of days.
    pub(crate) fn on(&self, day: String) -> report::ActiveModel {
        report::ActiveModel {
            reported_on: Set(day),
            chain_days: Set(days(self.chain.planned)),
            remaining_days: Set(days(self.chain.remaining)),
            buffer_days: Set(days(self.buffer.size)),
            consumed_days: Set(days(self.buffer.consumed)),
            chain_completion: Set(self.status.completion),
            penetration: Set(self.status.penetration),
            burn_rate: Set(self.status.burn_rate),
            zone: Set(self.status.zone as i32),
            ..Default::default()
        }
    }

    /// Where each figure is kept beside the project.
    pub(super) fn columns(&self) -> Vec<(project::Column, Expr)> {
        use project::Column::*;
        vec![
            (ChainDays, Expr::val(days(self.chain.planned))),
            (RemainingDays, Expr::val(days(self.chain.remaining))),
            (BufferDays, Expr::val(days(self.buffer.size))),
            (ConsumedDays, Expr::val(days(self.buffer.consumed))),
            (ChainCompletion, Expr::val(self.status.completion)),
            (BufferPenetration, Expr::val(self.status.penetration)),
            (BurnRate, Expr::val(self.status.burn_rate)),
            (EarlyWarning, Expr::val(self.status.zone as i32)),
        ]
    }
}

/// Sums up what a project is made of: one statement. None if the account has no such project.
pub(crate) async fn sum_up<C: ConnectionTrait>(
    db: &C,
    ground: Ground<'_>,
    key: i32,
) -> Result<Option<Figures>, DbErr> {
    let Some(row) = db.query_one(&lower::sums(ground, key)?).await? else {
        return Ok(None);
    };
    let chain = Chain { planned: row.try_get_by_index(0)?, remaining: row.try_get_by_index(1)? };
    let buffer = Buffer { size: row.try_get_by_index(2)?, consumed: row.try_get_by_index(3)? };
    Ok(Some(Figures::of(chain, buffer)))
}

/// Keeps figures beside their project: one statement.
pub(crate) async fn keep<C: ConnectionTrait>(
    db: &C,
    ground: Ground<'_>,
    key: i32,
    figures: &Figures,
) -> Result<(), DbErr> {
    db.execute(&lower::keep(ground, key, figures.columns())).await?;
    Ok(())
}

/// Days as the tables hold them; so many that they don't fit are as many as fit.
fn days(days: i64) -> i32 {
    i32::try_from(days).unwrap_or(i32::MAX)
}
