//! Profile settings: the claims about a person that apps may ask for (OpenID Connect Core §5.1).

use leptos::prelude::*;

use super::document;
use super::form::{Hidden, Onward, PlainForm};
use crate::layout::{Frame, NavItem};
use crate::routes::Page;
use crate::ui::{
    Button, ButtonKind, ButtonRole, ErrorSummary, FieldProblem, InputKind, Notice, PageHeading, TextField,
    problem_of,
};
use crate::words::profile as words;

/// What the profile page shows. Each field is named as its claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// The full name (`name`).
    pub name: String,
    /// `given_name`.
    pub given_name: String,
    /// `family_name`.
    pub family_name: String,
    /// `preferred_username`.
    pub preferred_username: String,
    /// The address that signs in (`email`).
    pub email: String,
    /// `phone_number`.
    pub phone_number: String,
    /// The postal address, part by part (§5.1.1).
    pub address: Address,
    /// Whether the last change has just been saved.
    pub saved: bool,
    /// Whether this was typed before the session ended, and nothing of it is saved.
    pub typed_before: bool,
    /// What is wrong with single fields, by claim.
    pub problems: Vec<FieldProblem>,
}

/// A postal address (OpenID Connect Core §5.1.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// `street_address`.
    pub street_address: String,
    /// City or town (`locality`).
    pub locality: String,
    /// State, province or region (`region`).
    pub region: String,
    /// `postal_code`.
    pub postal_code: String,
    /// `country`.
    pub country: String,
}

/// Prints the profile page.
pub fn page(model: &Model, frame: &Frame) -> String {
    let frame = Frame { current: Some(NavItem::Profile), ..frame.clone() };
    let title = document::title(words::PROFILE, &model.problems);
    document::settings(&title, &frame, || content(model, &frame))
}

fn content(model: &Model, frame: &Frame) -> AnyView {
    let saved = model.saved.then(|| document::done(words::SAVED));
    let typed_before = model.typed_before.then(|| {
        let words = words::TYPED_BEFORE;
        view! { <Notice>{words}</Notice> }
    });
    let form = form(model, frame);
    view! {
        <PageHeading title=words::PROFILE lead=words::LEAD />
        <div class="stack">
            {saved} {typed_before} <ErrorSummary problems=model.problems.clone() />
            {form}
        </div>
    }
    .into_any()
}

fn form(model: &Model, frame: &Frame) -> AnyView {
    let (names, contact) = (name_fields(model), contact_fields(model));
    let address = address_fields(&model.address, &model.problems);
    // Whose fields these are: after the end of the session they are shown to nobody else.
    let owner = frame.user.as_ref().map(|user| user.email.clone());
    view! {
        <PlainForm action=Page::Profile csrf=frame.csrf.clone() onward=Onward::default()>
            <div>
                <Part title=words::NAME text=words::NAME_TEXT>
                    {names}
                </Part>
                <Part title=words::CONTACT text=words::CONTACT_TEXT>
                    {contact}
                </Part>
                <Part title=words::ADDRESS text=words::ADDRESS_TEXT>
                    {address}
                </Part>
            </div>
            <Hidden name="owner" value=owner />
            <div class="form__actions save-bar">
                <Button kind=ButtonKind::Primary role=ButtonRole::Submit>
                    {words::SAVE}
                </Button>
            </div>
        </PlainForm>
    }
    .into_any()
}

/// Some fields, and what they are about.
#[component]
fn Part(title: &'static str, text: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="part">
            <div class="section-head">
                <h2>{title}</h2>
                <p class="soft small">{text}</p>
            </div>
            <div class="form">{children()}</div>
        </section>
    }
}

/// One field, named by its claim.
#[component]
fn Claim(
    label: &'static str,
    name: &'static str,
    value: String,
    problems: Vec<FieldProblem>,
    autocomplete: &'static str,
    #[prop(optional)] kind: InputKind,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let error = problem_of(&problems, name);
    view! { <TextField label name value error autocomplete kind required /> }
}

fn name_fields(model: &Model) -> AnyView {
    let problems = || model.problems.clone();
    view! {
        <Claim label=words::NAME name="name" value=model.name.clone() problems=problems() autocomplete="name" required=true />
        <div class="form__pair">
            <Claim label=words::GIVEN_NAME name="given_name" value=model.given_name.clone() problems=problems() autocomplete="given-name" />
            <Claim label=words::FAMILY_NAME name="family_name" value=model.family_name.clone() problems=problems() autocomplete="family-name" />
        </div>
        <Claim label=words::USER_NAME name="preferred_username" value=model.preferred_username.clone() problems=problems() autocomplete="nickname" />
    }
    .into_any()
}

fn contact_fields(model: &Model) -> AnyView {
    let problems = || model.problems.clone();
    view! {
        <Claim
            label=words::EMAIL
            name="email"
            value=model.email.clone()
            problems=problems()
            autocomplete="email"
            kind=InputKind::Email
            required=true
        />
        <Claim
            label=words::PHONE
            name="phone_number"
            value=model.phone_number.clone()
            problems=problems()
            autocomplete="tel"
            kind=InputKind::Telephone
        />
    }
    .into_any()
}

fn address_fields(address: &Address, problems: &[FieldProblem]) -> AnyView {
    let problems = || problems.to_vec();
    view! {
        <Claim label=words::STREET name="street_address" value=address.street_address.clone() problems=problems() autocomplete="street-address" />
        <div class="form__pair">
            <Claim label=words::POSTAL_CODE name="postal_code" value=address.postal_code.clone() problems=problems() autocomplete="postal-code" />
            <Claim label=words::CITY name="locality" value=address.locality.clone() problems=problems() autocomplete="address-level2" />
        </div>
        <div class="form__pair">
            <Claim label=words::STATE name="region" value=address.region.clone() problems=problems() autocomplete="address-level1" />
            <Claim label=words::COUNTRY name="country" value=address.country.clone() problems=problems() autocomplete="country-name" />
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{Model, page};
    use crate::account::document::tests::{assert_plain, signed_in};
    use crate::ui::FieldProblem;

    #[test]
    fn every_claim_has_its_field_and_keeps_what_was_typed() {
        let model = Model { name: "Alice Example".into(), phone_number: "+1 555".into(), ..Model::default() };
        let html = page(&model, &signed_in());
        assert_plain(&html);
        for claim in [
            "name",
            "given_name",
            "family_name",
            "preferred_username",
            "email",
            "phone_number",
            "street_address",
            "postal_code",
            "locality",
            "region",
            "country",
        ] {
            assert!(html.contains(&format!(r#" name="{claim}""#)), "{claim}: {html}");
        }
        assert!(html.contains(r#"value="Alice Example""#) && html.contains(r#"value="+1 555""#), "{html}");
        assert!(html.contains(r#"aria-current="page""#), "{html}");
    }

    #[test]
    fn saving_is_said_aloud_and_problems_stand_beside_their_fields() {
        let html = page(&Model { saved: true, ..Model::default() }, &signed_in());
        assert!(html.contains(r#"role="status""#) && html.contains("Your profile is saved."), "{html}");

        let problems = vec![FieldProblem::new("email", "Enter an e-mail address.")];
        let html = page(&Model { problems, ..Model::default() }, &signed_in());
        assert!(html.contains(r#"aria-describedby="email-error""#), "{html}");
    }
}
