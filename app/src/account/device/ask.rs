//! What a device asks for, and the answer.

use leptos::prelude::*;

use crate::account::consent::{Answers, AskedGroup, Asks, Identity, Lasts, Parties, heading};
use crate::account::document;
use crate::account::form::{Hidden, Onward, PlainForm};
use crate::layout::{CardWidth, Frame};
use crate::routes::Page;
use crate::ui::{Notice, NoticeKind};
use crate::words::consent as words;

/// What the question shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// The name of the app on the device.
    pub client: String,
    /// The code that the device shows.
    pub code: String,
    /// What the app asks for, in groups.
    pub groups: Vec<AskedGroup>,
    /// For how long the app may act.
    pub lasts: Lasts,
}

/// Prints the question.
pub fn page(model: &Model, frame: &Frame) -> String {
    let title = words::title(&model.client);
    let frame = &frame.at(Page::Device.with_query(&[("user_code", Some(&model.code))]));
    document::stranger(&title, frame, CardWidth::Wide, || content(model, frame))
}

fn content(model: &Model, frame: &Frame) -> AnyView {
    let code = Some(model.code.clone());
    view! {
        <Parties client=model.client.clone() />
        <div class="welcome">
            <h1>{heading(&model.client)}</h1>
            <p class="lead">
                {words::ON_DEVICE_SHOWING} <strong class="mono">{model.code.clone()}</strong> "."
            </p>
        </div>
        <Notice kind=NoticeKind::Warning title=words::DEVICE_WARNING>
            {words::DEVICE_WARNING_TEXT}
        </Notice>
        {frame.user.clone().map(|user| view! { <Identity user other_account=None /> })}
        <Asks groups=model.groups.clone() lasts=model.lasts.clone() />
        <PlainForm action=Page::Device csrf=frame.csrf.clone() onward=Onward::default()>
            <Hidden name="user_code" value=code />
            <Answers />
        </PlainForm>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{Model, page};
    use crate::account::consent::{Asked, AskedGroup, Lasts, Since};
    use crate::account::document::tests::{assert_plain, signed_in};

    #[test]
    fn the_question_names_the_app_the_device_and_the_danger() {
        let asked = Asked { words: "Read projects".into(), detail: None, since: Since::FirstTime };
        let model = Model {
            client: "Living Room TV".into(),
            code: "WDJB-MJHT".into(),
            groups: vec![AskedGroup { title: "In the API".into(), asked: vec![asked] }],
            lasts: Lasts { time: "30 days".into(), offline: true },
        };
        let html = page(&model, &signed_in());
        assert_plain(&html);
        assert!(html.contains("<h1>Living Room TV wants to access your account</h1>"), "{html}");
        assert!(html.contains("WDJB-MJHT") && html.contains("Read projects"), "{html}");
        assert!(html.contains("Only go on if you started this on a device in front of you."), "{html}");
        assert!(html.contains("alice@example.com"), "{html}");
        assert!(html.contains(r#"name="user_code" value="WDJB-MJHT""#), "{html}");
    }
}
