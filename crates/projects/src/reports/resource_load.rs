//! Who is busy when: per resource and week, the days of work that are assigned and those that are there.

use std::collections::HashMap;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Weekday};
use odata::error::{Code, Refusal};
use odata::payload::{Entity, Value};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use crate::ccpm::MOST;
use crate::ccpm::load::{self, Progress, Span, Task};
use crate::error::ApiError;
use crate::lower;
use crate::model::{ACTIVE, COMPLETED, IN_PROGRESS, NOT_STARTED};
use crate::rows::Source;

/// The longest range: two years, one of them with a leap day.
const MAX_DAYS: u64 = 731;

/// The most lines of an answer.
const MAX_LINES: usize = 20_000;

/// A resource, as far as its load goes.
struct Resource {
    key: i32,
    name: String,
    /// In hundredths.
    capacity: i64,
    working_days: i64,
}

/// From a day to a day, if they stand in this order and not too far from one another.
pub(crate) fn range(from: NaiveDate, to: NaiveDate) -> Result<Span, Refusal> {
    let refused = |message: String| Err(Refusal::new(Code::InvalidValue, message).about("to"));
    if to < from {
        return refused(format!("must not be before `from`, which is {from}"));
    }
    match from.checked_add_days(Days::new(MAX_DAYS)) {
        Some(end) if end <= to => refused(format!("at most {MAX_DAYS} days can be asked for at once")),
        _ => Ok(Span { from, to }),
    }
}

/// The load of every resource in use, week by week, as planned at a moment (in microseconds since 1970): four statements.
pub(crate) async fn resource_load<C: ConnectionTrait>(
    source: Source<'_, C>,
    range: Span,
    now: i64,
) -> Result<Vec<Entity>, ApiError> {
    let weeks: Vec<_> = range.weeks().collect();
    let resources = resources(source, MAX_LINES / weeks.len().max(1)).await?;
    let spans = spans(source, range, day(now)).await?;
    let mut works: HashMap<i32, Vec<Span>> = HashMap::new();
    for row in source.db.query_all(&lower::works(source.ground(), midnight(range.from))?).await? {
        let (resource, task): (i32, i32) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        if let Some(span) = spans.get(&task) {
            works.entry(resource).or_default().push(*span);
        }
    }
    let lines = resources.iter().flat_map(|resource| {
        let spans = works.get(&resource.key).map(Vec::as_slice).unwrap_or_default();
        weeks.iter().map(move |(monday, days)| line(resource, spans, *monday, *days))
    });
    Ok(lines.collect())
}

fn line(resource: &Resource, spans: &[Span], monday: NaiveDate, days: Span) -> Entity {
    let parts = spans.iter().filter_map(|span| span.within(days));
    let assigned: i64 = parts.map(|part| part.count(load::is_worked)).sum();
    let works = |day: Weekday| resource.working_days & (1 << day.num_days_from_monday()) != 0;
    let available = days.count(works).saturating_mul(resource.capacity).clamp(0, MOST);
    let properties = vec![
        ("resourceId", Value::Int32(resource.key)),
        ("resourceName", Value::Text(resource.name.clone())),
        ("week", Value::Text(monday.to_string())),
        ("assignedDays", Value::Int32(i32::try_from(assigned).unwrap_or(i32::MAX))),
        ("availableDays", Value::Decimal(available, 2)),
    ];
    Entity { properties, ..Entity::default() }
}

async fn resources<C: ConnectionTrait>(
    source: Source<'_, C>,
    most: usize,
) -> Result<Vec<Resource>, ApiError> {
    // One more than fits tells whether all fit.
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let rows = source.db.query_all(&lower::resources(source.ground(), limit)?).await?;
    if rows.len() > most {
        let message = format!("more than {MAX_LINES} lines; ask for fewer weeks at once");
        return Err(Refusal::new(Code::QueryTooComplex, message).about("to").into());
    }
    Ok(rows.iter().map(resource).collect::<Result<_, _>>()?)
}

fn resource(row: &QueryResult) -> Result<Resource, DbErr> {
    let capacity: f64 = row.try_get_by_index(2)?;
    let working_days: Option<i64> = row.try_get_by_index(3)?;
    Ok(Resource {
        key: row.try_get_by_index(0)?,
        name: row.try_get_by_index(1)?,
        capacity: (capacity * 100.0).round() as i64,
        working_days: working_days.unwrap_or_default(),
    })
}

/// When each task is worked on.
async fn spans<C: ConnectionTrait>(
    source: Source<'_, C>,
    range: Span,
    today: NaiveDate,
) -> Result<HashMap<i32, Span>, DbErr> {
    let (ground, since) = (source.ground(), midnight(range.from));
    let mut tasks = Vec::new();
    for row in source.db.query_all(&lower::tasks(ground, since)?).await? {
        tasks.extend(task(&row, today)?);
    }
    let mut links: Vec<(i32, i32)> = Vec::new();
    for row in source.db.query_all(&lower::waits(ground, since)?).await? {
        links.push((row.try_get_by_index(0)?, row.try_get_by_index(1)?));
    }
    Ok(load::plan(&tasks, &links, today))
}

/// A task that has its place in a plan. What is on hold, or in a project that rests, has none and holds nobody up.
fn task(row: &QueryResult, today: NaiveDate) -> Result<Option<Task>, DbErr> {
    let status: i32 = row.try_get_by_index(1)?;
    let started: Option<i64> = row.try_get_by_index(2)?;
    let completed: Option<i64> = row.try_get_by_index(3)?;
    let remaining: i32 = row.try_get_by_index(4)?;
    let project: i32 = row.try_get_by_index(5)?;
    let start: Option<String> = row.try_get_by_index(6)?;
    let planned = project <= ACTIVE;
    let progress = match (status, completed) {
        (COMPLETED, Some(completed)) => {
            Progress::Done(started.map_or_else(|| day(completed), day), day(completed))
        }
        (IN_PROGRESS, _) if planned => Progress::Begun(started.map_or(today, day), remaining.into()),
        (NOT_STARTED, _) if planned => {
            let start = start.and_then(|start| start.parse().ok()).unwrap_or(today);
            Progress::Waiting(start, remaining.into())
        }
        _ => return Ok(None),
    };
    Ok(Some(Task { key: row.try_get_by_index(0)?, progress }))
}

/// The day of a moment in microseconds, in UTC.
fn day(moment: i64) -> NaiveDate {
    DateTime::from_timestamp_micros(moment).map(|moment| moment.date_naive()).unwrap_or_default()
}

/// The moment at which a day begins, in microseconds, in UTC.
fn midnight(day: NaiveDate) -> i64 {
    day.and_time(NaiveTime::MIN).and_utc().timestamp_micros()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_two_years_long_at_most_and_ends_behind_its_start() {
        let asked = |from: &str, to: &str| range(from.parse().unwrap(), to.parse().unwrap());
        assert!(asked("2026-01-05", "2026-01-05").is_ok());
        assert!(asked("2027-01-01", "2028-12-31").is_ok());
        for (from, to) in
            [("2026-01-05", "2026-01-04"), ("2027-01-01", "2029-01-01"), ("0001-01-01", "9999-12-31")]
        {
            let refusal = asked(from, to).unwrap_err();
            assert_eq!((refusal.code, refusal.target.as_deref()), (Code::InvalidValue, Some("to")), "{to}");
        }
        assert!(asked("9999-12-01", "9999-12-31").is_ok());
    }
}
