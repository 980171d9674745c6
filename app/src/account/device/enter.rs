//! Where somebody types the code that their device shows.

use leptos::prelude::*;

use crate::account::document;
use crate::account::form::{Onward, PlainForm, Welcome};
use crate::layout::{CardWidth, Frame};
use crate::routes::Page;
use crate::ui::{
    Button, ButtonKind, ButtonRole, ButtonSize, ErrorSummary, FieldProblem, Notice, NoticeKind, TextField,
    problem_of,
};
use crate::words::consent as words;

/// What the page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// The code, as typed or as the device's link brought it along.
    pub code: String,
    /// What is wrong with the field `user_code`.
    pub problems: Vec<FieldProblem>,
    /// Whether this session has typed so many wrong codes that it may type no more.
    pub too_many: bool,
}

/// Prints the page.
pub fn page(model: &Model, frame: &Frame) -> String {
    let title = document::title(words::CONNECT, &model.problems);
    document::stranger(&title, frame, CardWidth::Narrow, || content(model, frame))
}

fn content(model: &Model, frame: &Frame) -> AnyView {
    if model.too_many {
        return view! {
            <Welcome title=words::CONNECT lead="" />
            <Notice kind=NoticeKind::Danger title=words::TOO_MANY_CODES>
                {words::TOO_MANY_CODES_TEXT}
            </Notice>
        }
        .into_any();
    }
    let hint = if model.code.is_empty() { words::CODE_HINT } else { words::CODE_BROUGHT };
    let field = view! {
        <TextField
            label=words::CODE
            name="user_code"
            value=model.code.clone()
            hint
            error=problem_of(&model.problems, "user_code")
            required=true
            autofocus=true
        />
    };
    view! {
        <Welcome title=words::CONNECT lead=words::CODE_LEAD />
        <ErrorSummary problems=model.problems.clone() />
        <PlainForm action=Page::Device csrf=frame.csrf.clone() onward=Onward::default()>
            {field}
            <Button kind=ButtonKind::Primary role=ButtonRole::Submit size=ButtonSize::Wide>
                {words::CONTINUE}
            </Button>
        </PlainForm>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{Model, page};
    use crate::account::document::tests::{assert_plain, signed_in};
    use crate::ui::FieldProblem;

    #[test]
    fn a_code_that_a_link_brought_is_to_be_compared_with_the_device() {
        let html = page(&Model::default(), &signed_in());
        assert_plain(&html);
        assert!(html.contains("Eight letters."), "{html}");

        let brought = Model { code: "WDJB-MJHT".into(), ..Model::default() };
        let html = page(&brought, &signed_in());
        assert!(html.contains(r#"value="WDJB-MJHT""#), "{html}");
        assert!(html.contains("Go on only if your device shows the same code."), "{html}");
    }

    #[test]
    fn a_wrong_code_stays_in_its_field_beside_what_is_wrong() {
        let problems = vec![FieldProblem::new("user_code", "No device waits with this code.")];
        let html = page(&Model { code: "<b>".into(), problems, too_many: false }, &signed_in());
        assert_plain(&html);
        assert!(html.contains("<title>Problem: Connect a device"), "{html}");
        assert!(html.contains(r#"value="&lt;b&gt;""#), "{html}");
        assert!(html.contains(r#"aria-invalid="true""#), "{html}");
    }

    #[test]
    fn after_too_many_wrong_codes_there_is_no_field_left() {
        let html = page(&Model { too_many: true, ..Model::default() }, &signed_in());
        assert_plain(&html);
        assert!(html.contains("Too many wrong codes") && !html.contains("user_code"), "{html}");
    }
}
