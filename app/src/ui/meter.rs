//! How much of a limit is used.

use leptos::prelude::*;

/// How much of a limit is used: in words, and as a bar that only repeats them.
#[component]
pub fn Meter(
    /// The words, for example `3 of 10 active`.
    #[prop(into)]
    text: String,
    /// How much is used.
    used: u32,
    /// The limit.
    limit: u32,
) -> impl IntoView {
    let class = if used < limit { "gauge" } else { "gauge gauge--full" };
    let width = (u64::from(used.min(limit)) * 100) / u64::from(limit.max(1));
    view! {
        <div class=class>
            <span>{text}</span>
            <svg
                class="gauge__bar"
                viewBox="0 0 100 6"
                preserveAspectRatio="none"
                aria-hidden="true"
                focusable="false"
            >
                <rect class="gauge__fill" width=width.to_string() height="6"></rect>
            </svg>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::Meter;
    use crate::ui::typed::printed;

    #[test]
    fn the_bar_is_full_at_the_limit_and_never_longer() {
        for (used, limit, width) in
            [(0, 10, "0"), (3, 10, "30"), (10, 10, "100"), (12, 10, "100"), (0, 0, "0")]
        {
            let html = printed(move || view! { <Meter text="n of 10 active" used limit /> }.into_any());
            assert!(html.contains(&format!("width=\"{width}\"")), "{html}");
            assert_eq!(html.contains("gauge--full"), used >= limit, "{html}");
        }
    }
}
