//! From a form's fields to what the pages and the use cases take.

use app::account::Onward;
use app::ui::FieldProblem;
use domain::refusal::Refusal;
use oauth::form::Form;

use super::local_path;

/// The text of a field; empty when it was not sent, or was sent twice.
pub(super) fn text(form: &Form, name: &'static str) -> String {
    form.get(name).ok().flatten().unwrap_or_default().to_owned()
}

/// Where the person goes on after the form.
pub(super) fn onward(form: &Form) -> Onward {
    let get = |name| form.get(name).ok().flatten();
    Onward {
        return_to: local_path(get("return_to")),
        request: get("request").filter(|id| id.len() <= 100).map(str::to_owned),
    }
}

/// The problems of a refusal, under the names that the fields have in the form.
pub(super) fn problems(refusal: &Refusal) -> Vec<FieldProblem> {
    refusal
        .problems
        .iter()
        .map(|problem| FieldProblem::new(in_form(&problem.field), problem.message.clone()))
        .collect()
}

/// Forms name the fields of a profile after their claims.
fn in_form(field: &str) -> &str {
    match field {
        "givenName" => "given_name",
        "familyName" => "family_name",
        "preferredUsername" => "preferred_username",
        "phoneNumber" => "phone_number",
        "streetAddress" => "street_address",
        "postalCode" => "postal_code",
        same => same,
    }
}
