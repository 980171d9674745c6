//! Actions: what a request calls, and with which parameters (Protocol §11.5.5).

use odata::body;
use odata::error::{Code, Refusal};
use odata::options::SystemOption;
use odata::path::{Call, Way};
use odata::payload::Value;
use sea_orm::DbErr;

use super::Writing;
use super::task::{Deed, Task};
use crate::error::ApiError;
use crate::lower::missing;
use crate::model::{REPORT_REMAINING, RETRY, ROTATE_SECRET};
use crate::table::Schema;
use crate::write::{Values, needs};

impl Writing<'_> {
    /// Binds a call. The body may be left out where nothing has to be said (Protocol 4.01 §11.5.5).
    pub(super) fn call(&self, call: Call) -> Result<Task, ApiError> {
        let body = if self.body.is_empty() { self.body } else { self.json()? };
        let said = body::parameters(call.operation, body)?;
        match (call.operation.name, call.on) {
            (name, Some(way)) if name == REPORT_REMAINING.name => self.report(way, said),
            (name, Some(way)) if name == ROTATE_SECRET.name => self.act(way, Deed::RotateSecret),
            (name, Some(way)) if name == RETRY.name => self.act(way, Deed::Retry),
            (name, _) => Err(Refusal::new(Code::NotImplemented, "is not built").about(name).into()),
        }
    }

    /// What is done with an entity, by whoever may write it.
    fn act(&self, way: Way, deed: fn(Way) -> Deed) -> Result<Task, ApiError> {
        self.options().only(&[SystemOption::Format])?;
        let mut needs = vec![needs::writing(Schema::own(), way.set)?];
        needs.extend(self.on_the_way(&way)?);
        Ok(Task { deed: deed(way), needs, query: None })
    }

    /// A report on a task says what its property of the same name becomes.
    fn report(&self, way: Way, said: Values) -> Result<Task, ApiError> {
        let named = |(parameter, value): (&odata::edm::Property, Value)| {
            let property = way.set.entity.property(parameter.name);
            Ok((property.ok_or_else(|| missing(parameter.name))?, value))
        };
        let values = said.into_iter().map(named).collect::<Result<Values, DbErr>>()?;
        let (query, touched) = self.shown(&way)?;
        let mut needs = vec![needs::writing(Schema::own(), way.set)?];
        needs.extend(self.on_the_way(&way)?);
        needs.extend(needs::reading(Schema::own(), &touched)?);
        Ok(Task { deed: Deed::Report(way, values), needs, query: Some(query) })
    }
}
