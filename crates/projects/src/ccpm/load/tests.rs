use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn span(from: &str, to: &str) -> Span {
    Span { from: day(from), to: day(to) }
}

/// A Thursday.
const TODAY: &str = "2026-01-08";

fn planned(tasks: &[(i32, Progress)], links: &[(i32, i32)]) -> Vec<(i32, String)> {
    let tasks: Vec<_> = tasks.iter().map(|(key, progress)| Task { key: *key, progress: *progress }).collect();
    let mut spans: Vec<_> = plan(&tasks, links, day(TODAY)).into_iter().collect();
    spans.sort_by_key(|(key, _)| *key);
    spans.into_iter().map(|(key, span)| (key, format!("{} {}", span.from, span.to))).collect()
}

#[test]
fn open_work_goes_on_from_today_and_over_weekends() {
    let cases = [
        (Progress::Waiting(day("2025-01-01"), 1), Some("2026-01-08 2026-01-08")),
        (Progress::Waiting(day("2025-01-01"), 2), Some("2026-01-08 2026-01-09")),
        (Progress::Waiting(day("2025-01-01"), 3), Some("2026-01-08 2026-01-12")),
        (Progress::Waiting(day("2025-01-01"), 8), Some("2026-01-08 2026-01-19")),
        (Progress::Waiting(day("2026-01-10"), 5), Some("2026-01-12 2026-01-16")),
        (Progress::Waiting(day("2026-01-10"), 6), Some("2026-01-12 2026-01-19")),
        (Progress::Waiting(day("2026-01-10"), 0), None),
        (Progress::Begun(day("2026-01-02"), 1), Some("2026-01-02 2026-01-08")),
        (Progress::Begun(day("2026-01-02"), 0), Some("2026-01-02 2026-01-07")),
        (Progress::Begun(day("2026-01-08"), 0), None),
        (Progress::Done(day("2025-12-01"), day("2025-12-03")), Some("2025-12-01 2025-12-03")),
        (Progress::Done(day("2025-12-03"), day("2025-12-01")), None),
    ];
    for (progress, expected) in cases {
        let found = planned(&[(1, progress)], &[]).pop().map(|(_, span)| span);
        assert_eq!(found.as_deref(), expected, "{progress:?}");
    }
    let endless = planned(&[(1, Progress::Waiting(day("2026-01-05"), i64::MAX))], &[]);
    assert!(endless[0].1.starts_with("2026-01-08 "), "{endless:?}");
}

#[test]
fn a_task_waits_for_all_that_stand_before_it() {
    let early = day("2025-01-01");
    let tasks = [
        (4, Progress::Waiting(early, 1)),
        (1, Progress::Begun(day("2026-01-05"), 2)),
        (2, Progress::Waiting(early, 5)),
        (3, Progress::Waiting(early, 1)),
        (5, Progress::Done(day("2026-01-01"), day("2026-01-02"))),
    ];
    let links = [(1, 2), (1, 3), (2, 4), (3, 4), (5, 3), (99, 3)];
    let expected = [
        (1, "2026-01-05 2026-01-09"),
        (2, "2026-01-12 2026-01-16"),
        (3, "2026-01-12 2026-01-12"),
        (4, "2026-01-19 2026-01-19"),
        (5, "2026-01-01 2026-01-02"),
    ];
    assert_eq!(planned(&tasks, &links), expected.map(|(key, span)| (key, span.to_owned())));
}

#[test]
fn a_circle_is_planned_all_the_same() {
    let early = day("2025-01-01");
    let tasks = [1, 2, 3].map(|key| (key, Progress::Waiting(early, 1)));
    let planned = planned(&tasks, &[(1, 2), (2, 1), (2, 3)]);
    assert_eq!(planned.len(), 3);
    assert_eq!(planned[0], (1, "2026-01-08 2026-01-08".to_owned()));
}

#[test]
fn a_span_falls_into_weeks_from_monday_to_sunday() {
    let weeks: Vec<_> = span("2026-01-08", "2026-01-19").weeks().collect();
    assert_eq!(
        weeks,
        [
            (day("2026-01-05"), span("2026-01-08", "2026-01-11")),
            (day("2026-01-12"), span("2026-01-12", "2026-01-18")),
            (day("2026-01-19"), span("2026-01-19", "2026-01-19")),
        ]
    );
    assert_eq!(span("2026-01-08", "2026-01-19").count(is_worked), 8);
    assert_eq!(span("2026-01-10", "2026-01-11").count(is_worked), 0);
    assert_eq!(span("2026-01-08", "2026-01-09").within(span("2026-01-10", "2026-01-11")), None);
}

proptest! {
    #[test]
    fn a_task_takes_as_many_days_of_work_as_it_has_left(days in 1..500_i64, late in 0..30_u64) {
        let from = day(TODAY).checked_add_days(Days::new(late)).unwrap();
        let task = Task { key: 1, progress: Progress::Waiting(from, days) };
        let span = plan(&[task], &[], day(TODAY))[&1];
        prop_assert_eq!(span.count(is_worked), days);
        prop_assert!(is_worked(span.from.weekday()) && is_worked(span.to.weekday()));
        let weeks: i64 = span.weeks().map(|(_, part)| part.count(is_worked)).sum();
        prop_assert_eq!(weeks, days);
    }
}
