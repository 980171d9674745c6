//! Who is busy when: a plan of the open work from a day on, and what of it falls into each week. No IO, no clock.

use std::collections::{HashMap, VecDeque};

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// A task, as far as a plan goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Task {
    pub(crate) key: i32,
    pub(crate) progress: Progress,
}

/// How far a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// Not begun: so many days, none of them before this one.
    Waiting(NaiveDate, i64),
    /// Begun on a day, with so many days left.
    Begun(NaiveDate, i64),
    /// Done, from its first to its last day.
    Done(NaiveDate, NaiveDate),
}

/// From a day to a day, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) from: NaiveDate,
    pub(crate) to: NaiveDate,
}

impl Span {
    /// What two spans have in common.
    pub(crate) fn within(self, other: Self) -> Option<Self> {
        let both = Self { from: self.from.max(other.from), to: self.to.min(other.to) };
        (both.from <= both.to).then_some(both)
    }

    /// How many of its days are such days.
    pub(crate) fn count(self, counts: impl Fn(Weekday) -> bool) -> i64 {
        self.from.iter_days().take_while(|day| *day <= self.to).filter(|day| counts(day.weekday())).count()
            as i64
    }

    /// Its weeks: the Monday of each, and which of its days lie in it.
    pub(crate) fn weeks(self) -> impl Iterator<Item = (NaiveDate, Span)> {
        let first = self.from.week(Weekday::Mon).checked_first_day().unwrap_or(self.from);
        let mondays = first.iter_weeks().take_while(move |monday| *monday <= self.to);
        mondays.filter_map(move |from| {
            let to = from.checked_add_days(Days::new(6)).unwrap_or(NaiveDate::MAX);
            Some((from, Self { from, to }.within(self)?))
        })
    }
}

/// Whether tasks are worked on: from Monday to Friday.
pub(crate) fn is_worked(day: Weekday) -> bool {
    !matches!(day, Weekday::Sat | Weekday::Sun)
}

/// When each task is worked on, if what is open goes on from today and each task waits for those before it, by pairs of
/// predecessor and successor. What is left of a task that has begun lies ahead, whatever stands before it.
pub(crate) fn plan(tasks: &[Task], links: &[(i32, i32)], today: NaiveDate) -> HashMap<i32, Span> {
    let mut network = Network::of(tasks, links);
    let mut earliest: HashMap<i32, NaiveDate> = HashMap::new();
    let mut spans = HashMap::new();
    while let Some(task) = network.next() {
        let after = earliest.get(&task.key).copied().unwrap_or(today);
        let (span, free) = placed(task.progress, today, after);
        spans.extend(span.map(|span| (task.key, span)));
        for next in network.behind(task.key) {
            let known = earliest.entry(*next).or_insert(free);
            *known = free.max(*known);
        }
    }
    spans
}

/// Tasks in an order in which each comes behind those that it waits for.
struct Network<'t> {
    tasks: HashMap<i32, &'t Task>,
    behind: HashMap<i32, Vec<i32>>,
    /// For how many others a task still waits.
    waits: HashMap<i32, usize>,
    ready: VecDeque<i32>,
    /// All keys, for those that wait in a circle.
    rest: VecDeque<i32>,
}

impl<'t> Network<'t> {
    fn of(tasks: &'t [Task], links: &[(i32, i32)]) -> Self {
        let by_key: HashMap<i32, &Task> = tasks.iter().map(|task| (task.key, task)).collect();
        let mut behind: HashMap<i32, Vec<i32>> = HashMap::new();
        let mut waits: HashMap<i32, usize> = HashMap::new();
        let known = |(before, after): &&(i32, i32)| by_key.contains_key(before) && by_key.contains_key(after);
        for (before, after) in links.iter().filter(known) {
            behind.entry(*before).or_default().push(*after);
            *waits.entry(*after).or_default() += 1;
        }
        let ready = tasks.iter().map(|task| task.key).filter(|key| !waits.contains_key(key)).collect();
        let rest = tasks.iter().map(|task| task.key).collect();
        Self { tasks: by_key, behind, waits, ready, rest }
    }

    /// The next task. Tasks that wait for one another in a circle come last, and one of them doesn't wait.
    fn next(&mut self) -> Option<&'t Task> {
        let task = loop {
            let key = self.ready.pop_front().or_else(|| self.rest.pop_front())?;
            if let Some(task) = self.tasks.remove(&key) {
                break task;
            }
        };
        for next in self.behind.get(&task.key).into_iter().flatten() {
            if let Some(waits) = self.waits.get_mut(next) {
                *waits = waits.saturating_sub(1);
                if *waits == 0 {
                    self.ready.push_back(*next);
                }
            }
        }
        Some(task)
    }

    fn behind(&self, key: i32) -> &[i32] {
        self.behind.get(&key).map(Vec::as_slice).unwrap_or_default()
    }
}

/// When a task is worked on, and from which day on others need not wait for it.
fn placed(progress: Progress, today: NaiveDate, after: NaiveDate) -> (Option<Span>, NaiveDate) {
    let span = |from: NaiveDate, to: NaiveDate| (from <= to).then_some(Span { from, to });
    match progress {
        Progress::Waiting(not_before, days) => {
            let from = first_worked(after.max(not_before));
            match last_of(from, days) {
                Some(to) => (span(from, to), behind(to)),
                None => (None, from),
            }
        }
        Progress::Begun(on, days) => match last_of(first_worked(today), days) {
            Some(to) => (span(on, to), behind(to)),
            None => (today.pred_opt().and_then(|yesterday| span(on, yesterday)), today),
        },
        Progress::Done(from, to) => (span(from, to), behind(to)),
    }
}

fn behind(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(NaiveDate::MAX)
}

/// The first day on which tasks are worked on, from this one on.
fn first_worked(day: NaiveDate) -> NaiveDate {
    let weekend = match day.weekday() {
        Weekday::Sat => 2,
        Weekday::Sun => 1,
        _ => 0,
    };
    day.checked_add_days(Days::new(weekend)).unwrap_or(NaiveDate::MAX)
}

/// The last of so many days of work that begin on a day of work; none of no days.
fn last_of(from: NaiveDate, days: i64) -> Option<NaiveDate> {
    let further = u64::try_from(days).ok()?.checked_sub(1)?;
    let weekday = u64::from(from.weekday().num_days_from_monday());
    let weekends = (weekday + further) / 5;
    let day = from.checked_add_days(Days::new(further.saturating_add(weekends.saturating_mul(2))));
    Some(day.unwrap_or(NaiveDate::MAX))
}

#[cfg(test)]
mod tests;
