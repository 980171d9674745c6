//! What is wrong with a form: each problem beside its field, and all of them at the top.

use leptos::prelude::*;

use super::coded::coded;
use crate::words::parts as words;

/// One thing that is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The id of the field, which is its name unless a page says otherwise.
    pub field: String,
    /// What to do about it, in one sentence.
    pub message: String,
}

impl FieldProblem {
    /// A problem of the field `field`.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

/// The first problem of one field.
pub fn problem_of(problems: &[FieldProblem], field: &str) -> Option<String> {
    problems.iter().find(|problem| problem.field == field).map(|problem| problem.message.clone())
}

/// All problems of a form, each a link to its field (WCAG 3.3.1). Nothing is printed while there are none.
#[component]
pub fn ErrorSummary(
    /// The problems, in the order of the fields.
    #[prop(into)]
    problems: Signal<Vec<FieldProblem>>,
) -> impl IntoView {
    move || {
        let problems = problems.get();
        if problems.is_empty() {
            return None;
        }
        let title = words::problems(problems.len());
        let links = problems
            .into_iter()
            .map(|problem| {
                view! {
                    <li>
                        // The browser's own way to the field takes the focus along; the console's router would not.
                        <a href=format!("#{}", problem.field) rel="external">
                            {coded(&problem.message)}
                        </a>
                    </li>
                }
            })
            .collect_view();
        Some(view! {
            <div class="problems" role="alert">
                <h2 class="problems__title">{title}</h2>
                <ul class="problems__list">{links}</ul>
            </div>
        })
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{ErrorSummary, FieldProblem, problem_of};
    use crate::ui::typed::printed;

    #[test]
    fn every_problem_links_to_its_field() {
        let html = printed(|| {
            let problems = vec![
                FieldProblem::new("email", "Enter your e-mail address."),
                FieldProblem::new("name", "`a` is no name."),
            ];
            view! { <ErrorSummary problems /> }.into_any()
        });
        assert!(html.contains("2 things need another look"), "{html}");
        assert!(
            html.contains(r##"<a href="#email" rel="external">Enter your e-mail address.</a>"##),
            "{html}"
        );
        assert!(
            html.contains(r##"<a href="#name" rel="external"><code>a</code> is no name.</a>"##),
            "{html}"
        );
    }

    #[test]
    fn a_form_without_problems_has_no_summary() {
        let html = printed(|| view! { <ErrorSummary problems=Vec::new() /> }.into_any());
        assert!(!html.contains("problems"), "{html}");
    }

    #[test]
    fn a_field_shows_its_own_first_problem() {
        let problems = [FieldProblem::new("a", "one"), FieldProblem::new("a", "two")];
        assert_eq!(problem_of(&problems, "a").as_deref(), Some("one"));
        assert_eq!(problem_of(&problems, "b"), None);
    }
}
