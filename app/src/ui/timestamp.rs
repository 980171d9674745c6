//! Moments on a page: printed by the server so that everybody can read them, told by the browser as its reader tells them.

use chrono::{DateTime, SecondsFormat, Utc};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsValue;
use web_sys::js_sys::{Date, JSON};

use crate::words::moments::{day, exact, relative, to_the_second};

/// How `Intl` writes a day: the month in letters, so that nobody takes it for the day (ECMA-402 §11.1.2).
const AS_DAY: &str = r#"{"dateStyle":"medium"}"#;
/// How it writes a day with its hour.
const AS_MOMENT: &str = r#"{"dateStyle":"medium","timeStyle":"short"}"#;
/// How it writes a moment of a log: to the second.
const AS_SECOND: &str = r#"{"dateStyle":"medium","timeStyle":"medium"}"#;

/// The reader's own language; empty where there is no browser.
fn language() -> String {
    window().navigator().language().unwrap_or_default()
}

fn date(then_ms: i64) -> Date {
    Date::new(&JsValue::from_f64(then_ms as f64))
}

/// A moment in the reader's own language and zone, with the one that all share behind it.
fn moment_of_reader(then_ms: i64) -> String {
    let theirs = date(then_ms).to_locale_string(&language(), &JsValue::UNDEFINED);
    format!("{} ({})", String::from(theirs), exact(then_ms))
}

/// A moment or its day in the reader's own language and zone.
fn in_style(then_ms: i64, style: &str) -> String {
    let style = JSON::parse(style).unwrap_or(JsValue::UNDEFINED);
    date(then_ms).to_locale_string(&language(), &style).into()
}

/// The words for under the pointer: the moment in UTC as the server prints it, the reader's own once the page is awake.
pub fn moment_title(then_ms: i64) -> RwSignal<String> {
    let words = RwSignal::new(exact(then_ms));
    Effect::new(move || words.set(moment_of_reader(then_ms)));
    words
}

fn for_machines(then: DateTime<Utc>) -> String {
    then.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A moment: near in words, exact for the machine and under the pointer.
#[component]
pub fn Timestamp(
    /// The moment, in Unix milliseconds.
    at_ms: i64,
    /// Now. It is given, so that server and browser print the same.
    now_ms: i64,
) -> impl IntoView {
    let machine = DateTime::from_timestamp_millis(at_ms).map(for_machines);
    view! {
        <time datetime=machine title=moment_title(at_ms)>
            {relative(now_ms, at_ms)}
        </time>
    }
}

/// A moment that is exact for everybody, not only for who has a pointer: near in words, and under them the moment itself.
///
/// The server prints it in UTC, and the reader's own takes its place: in the console here, elsewhere by `public/moments.js`.
#[component]
pub fn ExactTimestamp(
    /// The moment, in Unix milliseconds.
    at_ms: i64,
    /// Now. It is given, so that server and browser print the same.
    now_ms: i64,
) -> impl IntoView {
    let machine = DateTime::from_timestamp_millis(at_ms).map(for_machines);
    let words = RwSignal::new(exact(at_ms));
    Effect::new(move || words.set(in_style(at_ms, AS_MOMENT)));
    view! {
        <Timestamp at_ms now_ms />
        " "
        <time class="exactly" datetime=machine data-exact="" title=exact(at_ms)>
            {words}
        </time>
    }
    .into_any()
}

/// A day far enough away to have a date; the hour stands under the pointer.
///
/// The server prints the day of UTC. The browser's own takes its place, which is as wide in every language.
#[component]
pub fn Day(
    /// The moment.
    at: DateTime<Utc>,
) -> impl IntoView {
    let at_ms = at.timestamp_millis();
    let words = RwSignal::new(day(at));
    Effect::new(move || words.set(in_style(at_ms, AS_DAY)));
    view! {
        <time class="day" datetime=for_machines(at) title=moment_title(at_ms)>
            {words}
        </time>
    }
}

/// A moment to the second, as a list of events needs it.
///
/// The server prints it in UTC, which goes under the pointer when the browser's own takes its place.
#[component]
pub fn Second(
    /// The moment.
    at: DateTime<Utc>,
) -> impl IntoView {
    let at_ms = at.timestamp_millis();
    let (words, title) = (RwSignal::new(to_the_second(at_ms)), RwSignal::new(None));
    Effect::new(move || {
        words.set(in_style(at_ms, AS_SECOND));
        title.set(Some(to_the_second(at_ms)));
    });
    view! {
        <time class="moment" datetime=at.to_rfc3339_opts(SecondsFormat::Millis, true) title=title>
            {words}
        </time>
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use leptos::prelude::*;

    use super::{Day, ExactTimestamp, Second, Timestamp};
    use crate::ui::typed::printed;

    const NOW: i64 = 1_795_332_660_000;

    #[test]
    fn a_moment_carries_its_exact_time() {
        let html = printed(|| view! { <Timestamp at_ms=NOW - 7_200_000 now_ms=NOW /> }.into_any());
        assert!(html.contains(">2 hours ago</time>"), "{html}");
        assert!(html.contains(r#"datetime="2026-11-22T05:31:00Z""#), "{html}");
        assert!(html.contains(r#"title="22 Nov 2026, 05:31 UTC""#), "{html}");
    }

    #[test]
    fn an_exact_moment_can_be_read_without_a_pointer() {
        let html = printed(|| view! { <ExactTimestamp at_ms=NOW - 7_200_000 now_ms=NOW /> }.into_any());
        assert!(html.contains(">2 hours ago</time>"), "{html}");
        assert!(html.contains(">22 Nov 2026, 05:31 UTC</time>"), "{html}");
    }

    #[test]
    fn a_day_is_printed_in_utc_until_the_browser_knows_better() {
        let at = DateTime::from_timestamp_millis(NOW).unwrap();
        let html = printed(move || view! { <Day at /> }.into_any());
        assert!(html.contains(r#"title="22 Nov 2026, 07:31 UTC""#), "{html}");
        assert!(html.contains(">22 Nov 2026</time>"), "{html}");
    }

    #[test]
    fn a_moment_of_a_log_is_printed_to_the_second() {
        let at = DateTime::from_timestamp_millis(NOW + 5_678).unwrap();
        let html = printed(move || view! { <Second at /> }.into_any());
        assert!(html.contains(r#"datetime="2026-11-22T07:31:05.678Z""#), "{html}");
        assert!(html.contains(">22 Nov 2026, 07:31:05 UTC</time>") && !html.contains("title"), "{html}");
    }
}
