//! The first administrator of a server that has no account yet.

use leptos::prelude::*;

use super::document;
use super::form::{Hidden, Onward, PlainForm, Welcome};
use super::register::{in_order, person_fields};
use crate::layout::{CardWidth, Frame};
use crate::routes::Page;
use crate::ui::{Button, ButtonKind, ButtonRole, ButtonSize, ErrorSummary, FieldProblem};
use crate::words::sign_in as words;

/// What the set-up page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// The one-time value of the link that led here; it is spent when the form is accepted.
    pub token: String,
    /// The e-mail address, as typed.
    pub email: String,
    /// The name, as typed.
    pub name: String,
    /// What is wrong with single fields: `email`, `name`, `password`.
    pub problems: Vec<FieldProblem>,
}

/// Prints the set-up page.
pub fn page(model: &Model, frame: &Frame) -> String {
    let title = document::title(words::SETUP, &model.problems);
    let frame = &frame.at(Page::Setup.with_query(&[("token", Some(&model.token))]));
    document::stranger(&title, frame, CardWidth::Narrow, || content(model, frame))
}

fn content(model: &Model, frame: &Frame) -> AnyView {
    let token = Some(model.token.clone());
    let fields = person_fields(&model.email, &model.name, &model.problems);
    view! {
        <Welcome
            title=words::SETUP
            lead=words::SETUP_LEAD
        />
        <ErrorSummary problems=in_order(&model.problems) />
        <PlainForm action=Page::Setup csrf=frame.csrf.clone() onward=Onward::default()>
            <Hidden name="token" value=token />
            {fields}
            <Button kind=ButtonKind::Primary role=ButtonRole::Submit size=ButtonSize::Wide>
                {words::CREATE_ADMINISTRATOR}
            </Button>
        </PlainForm>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{Model, page};
    use crate::account::document::tests::{assert_plain, frame};

    #[test]
    fn the_form_brings_the_links_one_time_value_back() {
        let html = page(&Model { token: "once".into(), ..Model::default() }, &frame());
        assert_plain(&html);
        assert!(html.contains(r#"name="token" value="once""#), "{html}");
        assert!(html.contains("Create administrator"), "{html}");
    }
}
