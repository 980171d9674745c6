//! Saving what was changed, and what is said when it can't be.

use domain::change::Change;
use domain::client::Client;
use domain::client_id::ClientId;
use domain::refusal::{Refusal, RefusalCode};
use leptos::prelude::*;
use serde_json::{Map, Value};

use super::editing::Editing;
use super::form::{Base, Form};
use crate::api::clients::change_client;
use crate::api::{Dated, Refused};
use crate::console::arrival::focus_on;
use crate::console::confirm::{Confirmer, confirmed};
use crate::json::read_tree;
use crate::ui::{FieldProblem, problem_of};

type Answer = Result<Dated<Client>, Refused>;

/// Saving what was changed.
#[derive(Clone, Copy)]
pub(super) struct Saving {
    form: Form,
    editing: Editing,
    /// The one request.
    pub(super) send: Action<(i64, Change), Answer>,
    /// Why the last try was refused, where it isn't about single fields.
    pub(super) refused: RwSignal<Option<Refused>>,
    /// The client as somebody else has changed it.
    pub(super) theirs: RwSignal<Option<Client>>,
    /// Whether the drawers are open: they are when something in them may be wrong.
    pub(super) drawers: RwSignal<bool>,
    wrong: RwSignal<Wrong>,
}

/// What is wrong with single fields, as long as the same stands in them.
#[derive(Clone, Default, PartialEq, Eq)]
struct Wrong {
    asked: Map<String, Value>,
    problems: Vec<FieldProblem>,
}

impl Saving {
    /// Saves the changes of a form about a client.
    pub(super) fn new(form: Form, client_id: ClientId, editing: Editing) -> Self {
        let confirmer = Confirmer::here();
        let send = Action::new(move |(version, change): &(i64, Change)| {
            let (client_id, version, change) = (client_id.clone(), *version, change.clone());
            async move { confirmed(confirmer, || change_client(client_id.clone(), version, change.clone())).await }
        });
        let saving = Self {
            form,
            editing,
            send,
            refused: RwSignal::new(None),
            theirs: RwSignal::new(None),
            drawers: RwSignal::new(false),
            wrong: RwSignal::default(),
        };
        Effect::new(move || match send.value().get() {
            Some(Ok(client)) => editing.saved(&client.body),
            Some(Err(refused)) => untrack(|| saving.refuse(refused)),
            None => {}
        });
        saving
    }

    /// Asks for what was changed, once: a second press while the first is under way does nothing.
    pub(super) fn save(self) {
        if self.send.pending().get_untracked() {
            return;
        }
        self.refused.set(None);
        let asked = untrack(|| self.form.change());
        if let Some((member, words)) = untrack(|| self.form.problem()) {
            self.mark(asked, vec![FieldProblem::new(id_of(member), words)]);
        } else if asked.is_empty() {
            untrack(|| self.editing.unchanged());
        } else if let Ok(change) = read_tree(&Value::Object(asked)) {
            let version = self.form.base.with_untracked(|base| base.version);
            self.send.dispatch((version, change));
        } else {
            self.refused.set(Some(Refusal::broken().into()));
        }
    }

    fn refuse(self, refused: Refused) {
        let Refused(refusal) = refused;
        if refusal.code == RefusalCode::FieldProblems && !refusal.problems.is_empty() {
            self.tell(refusal);
            return;
        }
        match (refusal.code, refusal.present) {
            (RefusalCode::Stale, Some(theirs)) => {
                self.theirs.set(Some(*theirs));
                request_animation_frame(|| focus_on(STALE_ID));
            }
            (_, present) => self.refused.set(Some(Refused(Refusal { present, ..refusal }))),
        }
    }

    /// Says what is wrong beside the fields; what has no field on the page is said above them all.
    fn tell(self, refusal: Refusal) {
        let Refusal { problems, .. } = &refusal;
        let (here, elsewhere): (Vec<_>, Vec<_>) =
            problems.iter().cloned().partition(|problem| self.form.shows(&problem.field));
        let marked =
            here.into_iter().map(|problem| FieldProblem::new(id_of(&problem.field), problem.message));
        self.mark(self.form.change(), marked.collect());
        if !elsewhere.is_empty() {
            self.refused.set(Some(Refused(Refusal { problems: elsewhere, ..refusal })));
        }
    }

    fn mark(self, asked: Map<String, Value>, problems: Vec<FieldProblem>) {
        let first = problems.first().map(|problem| problem.field.clone());
        self.wrong.set(Wrong { asked, problems });
        self.drawers.set(true);
        if let Some(field) = first {
            request_animation_frame(move || focus_on(&field));
        }
    }

    /// What is wrong with the fields as they are.
    pub(super) fn problems(self) -> Vec<FieldProblem> {
        let asked = self.form.change();
        self.wrong.with(|wrong| if wrong.asked == asked { wrong.problems.clone() } else { Vec::new() })
    }

    /// What is wrong with one field.
    pub(super) fn problem(self, member: &str) -> Signal<Option<String>> {
        let id = id_of(member);
        Signal::derive(move || problem_of(&self.problems(), &id))
    }

    /// Whether the last try found nobody signed in: then what was typed is kept, and leaving loses nothing.
    pub(super) fn signed_out(self) -> bool {
        let code = |refused: &Refused| refused.0.code == RefusalCode::NotSignedIn;
        self.refused.with(|refused| refused.as_ref().is_some_and(code))
    }

    /// Puts what was changed here over what somebody else has made of the client, and saves it.
    pub(super) fn keep_mine(self) {
        if let Some(theirs) = self.theirs.try_update(Option::take).flatten() {
            untrack(|| self.form.rebase(Base::from(&theirs)));
            self.save();
        }
    }

    /// Gives up what was changed here for what somebody else has made of the client.
    pub(super) fn take_theirs(self) {
        if let Some(theirs) = self.theirs.try_update(Option::take).flatten() {
            let base = Base::from(&theirs);
            self.form.put(&base.values);
            self.form.base.set(base);
            focus_on(&id_of("clientName"));
        }
    }
}

/// The id of the notice that somebody else was faster.
pub(super) const STALE_ID: &str = "edit-stale";

/// The id of a member's field.
pub(super) fn id_of(member: &str) -> String {
    format!("edit-{}", member.replace('.', "-"))
}
