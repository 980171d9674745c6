//! Problems with what somebody typed.

use serde::{Deserialize, Serialize};

/// One problem with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldProblem {
    /// The field's name in JSON, or of the form control.
    pub field: String,
    /// What is wrong, for programs; stable.
    pub code: String,
    /// What is wrong and what to do, for people.
    pub message: String,
}

impl FieldProblem {
    /// A problem, or something that deserves a second look.
    #[must_use]
    pub fn new(field: &str, code: &str, message: impl Into<String>) -> Self {
        Self { field: field.to_owned(), code: code.to_owned(), message: message.into() }
    }
}

/// All problems of one input, in the order of the fields.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Problems(pub Vec<FieldProblem>);

impl Problems {
    /// Adds a problem.
    pub fn add(&mut self, field: &str, code: &str, message: impl Into<String>) {
        self.0.push(FieldProblem::new(field, code, message));
    }

    /// One problem alone.
    #[must_use]
    pub fn one(field: &str, code: &str, message: impl Into<String>) -> Self {
        let mut problems = Self::default();
        problems.add(field, code, message);
        problems
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first problem of a field, to be shown beside it.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|problem| problem.field == field).map(|problem| problem.message.as_str())
    }

    /// What was checked elsewhere, when nothing is wrong there nor here.
    ///
    /// # Errors
    /// These problems and those of the other check, when there are any.
    pub fn with<T>(mut self, checked: Result<T, Self>) -> Result<T, Self> {
        match checked {
            Ok(value) => self.into_result(value),
            Err(more) => {
                self.0.extend(more.0);
                Err(self)
            }
        }
    }

    /// `Ok` when nothing is wrong.
    ///
    /// # Errors
    /// These problems, when there are any.
    pub fn into_result<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }
}
