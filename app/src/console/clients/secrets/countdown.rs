//! Time that goes on while a page is open.

use std::time::Duration;

use leptos::prelude::*;
use web_sys::js_sys::Date;

use crate::words::moments::relative;

/// Words that name minutes need no more.
const STEP: Duration = Duration::from_secs(20);

/// How far away a moment is, kept up to date. It begins with the moment of the answer, so that server and browser print
/// the same.
#[component]
pub(super) fn Countdown(
    /// The moment.
    at_ms: i64,
    /// Now.
    now_ms: i64,
) -> impl IntoView {
    let now = RwSignal::new(now_ms);
    Effect::new(move || {
        // By the clock, because a browser lets the timers of a hidden page sleep.
        let begun = Date::now();
        let step = move || now.set(now_ms + passed(begun, Date::now()));
        if let Ok(steps) = set_interval_with_handle(step, STEP) {
            on_cleanup(move || steps.clear());
        }
    });
    view! { <span>{move || relative(now.get(), at_ms)}</span> }
}

/// Whole milliseconds between two readings of the browser's clock.
fn passed(begun: f64, now: f64) -> i64 {
    (now - begun) as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::typed::printed;

    #[test]
    fn it_begins_with_the_moment_of_the_answer() {
        let html = printed(|| view! { <Countdown at_ms=3_600_000 now_ms=0 /> }.into_any());
        assert!(html.contains("in 1 hour"), "{html}");
        assert_eq!(passed(1000.5, 3000.9), 2000);
    }
}
