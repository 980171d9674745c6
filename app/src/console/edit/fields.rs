//! The fields of the dialog, each for one member.

use domain::client::ClientType;
use domain::environment::Environment;
use leptos::prelude::*;

use super::form::Form;
use super::saving::{Saving, id_of};
use crate::console::verdicts::{Verdicts, pointing_down};
use crate::ui::{Checkbox, Choice, InputKind, Select, TextArea, TextAreaKind, TextField};
use crate::words::edit as words;

/// The fields of a form, and what is wrong with them. A client has a field for each member that it has.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    /// What stands in them.
    pub(super) form: Form,
    /// What is said about them.
    pub(super) saving: Saving,
}

impl Fields {
    /// A line.
    pub(super) fn line(self, member: &'static str, label: &'static str, kind: InputKind) -> Option<AnyView> {
        let field = self.form.field(member)?;
        let error = self.saving.problem(member);
        let (id, hint) = (id_of(member), words::hint(member));
        Some(view! { <TextField label name=member id bind=field.text kind hint error /> }.into_any())
    }

    /// Several lines.
    pub(super) fn area(self, member: &'static str, kind: TextAreaKind, rows: u8) -> Option<AnyView> {
        self.area_with(member, kind, rows, self.saving.problem(member))
    }

    fn area_with(
        self,
        member: &'static str,
        kind: TextAreaKind,
        rows: u8,
        error: Signal<Option<String>>,
    ) -> Option<AnyView> {
        let field = self.form.field(member)?;
        let (id, label, hint) = (id_of(member), words::label(member), words::hint(member));
        Some(view! { <TextArea label name=member id bind=field.text kind rows hint error /> }.into_any())
    }

    /// A switch; one that is `fixed` can only be read.
    pub(super) fn tick(self, member: &'static str, fixed: bool) -> Option<AnyView> {
        let field = self.form.field(member)?;
        let (id, label, hint) = (id_of(member), words::label(member), words::hint(member));
        Some(view! { <Checkbox label name=member id bind=field.on hint disabled=fixed /> }.into_any())
    }

    /// One of a few words.
    pub(super) fn choice(self, member: &'static str, choices: Vec<Choice>) -> Option<AnyView> {
        let field = self.form.field(member)?;
        let error = self.saving.problem(member);
        let (id, label, hint) = (id_of(member), words::label(member), words::hint(member));
        Some(view! { <Select label name=member id choices bind=field.text hint error /> }.into_any())
    }

    /// Where the client runs.
    pub(super) fn environment(self) -> Option<AnyView> {
        let all = Environment::ALL.into_iter().zip(words::ENVIRONMENTS);
        let choices = all.map(|(environment, label)| Choice::new(environment.as_str(), label));
        let none = Choice::new("", words::NO_ENVIRONMENT);
        self.choice("environment", std::iter::once(none).chain(choices).collect())
    }

    /// Where people come back to, with the verdicts on each address while it is typed.
    pub(super) fn redirect_urls(self, client_type: ClientType) -> Option<AnyView> {
        let member = "redirectUris";
        let text = self.form.field(member)?.text;
        let error = pointing_down(self.saving.problem(member), text, client_type);
        let area = self.area_with(member, TextAreaKind::Exact, 4, error);
        Some(view! { <div class="stack stack--tight">{area} <Verdicts text client_type /></div> }.into_any())
    }
}
