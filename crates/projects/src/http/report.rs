//! Calls: what functions answer with (Protocol §11.5).

use axum::response::Response;
use chrono::NaiveDate;
use odata::bind::{Constant, Query};
use odata::edm::{Operation, OperationKind};
use odata::error::{Code, Refusal};
use odata::options::paging::Count;
use odata::path::Call;
use odata::payload::{self, Entity, Items, Page};
use sea_orm::ConnectionTrait;

use super::read::{PRIVATE, Reading, document};
use crate::error::ApiError;
use crate::model::{FEVER_CHART, MODEL, RESOURCE_LOAD};
use crate::rows::{Row, Source};
use crate::scopes::{self, Access, Area};
use crate::{Principal, reports};

/// Refuses a principal who may not call this; what the answer tells of is checked like every other look at it.
pub(super) fn authorize(principal: &Principal, operation: &Operation) -> Result<(), ApiError> {
    let needed = match operation.kind {
        OperationKind::Function => (Area::Reports, Access::Read),
        OperationKind::Action => return Ok(()),
    };
    scopes::authorize(principal, &[needed])
}

impl Reading<'_> {
    /// A single value that the store has, such as `Projects(1)/Ccpm.BufferStatus()`.
    pub(super) fn value(
        &self,
        operation: &Operation,
        query: &Query,
        row: &Row,
    ) -> Result<Response, ApiError> {
        let format = self.json()?;
        let root = &self.shared.site.root;
        let context = payload::answer_context(root, &MODEL, operation, &query.context_list());
        Ok(document(&format.content_type(), PRIVATE, row.entity.value_json(&context, format)?))
    }

    /// What is computed, such as `Projects(1)/Ccpm.FeverChart()`.
    pub(super) async fn call(
        &self,
        source: Source<'_, impl ConnectionTrait>,
        call: &Call,
    ) -> Result<Response, ApiError> {
        let format = self.json()?;
        let entities = self.computed(source, call).await?;
        let root = &self.shared.site.root;
        let page = Page {
            context: payload::answer_context(root, &MODEL, call.operation, ""),
            total: None,
            count: Count::None,
            items: Items::Values(entities),
            next: None,
        };
        Ok(document(&format.content_type(), PRIVATE, page.to_json(format)?))
    }

    async fn computed(
        &self,
        source: Source<'_, impl ConnectionTrait>,
        call: &Call,
    ) -> Result<Vec<Entity>, ApiError> {
        match (call.operation.name, &call.on) {
            (name, Some(way)) if name == FEVER_CHART.name => {
                let points = reports::fever_chart(source, way).await?;
                if points.is_empty() {
                    self.exists(source, way).await?;
                }
                Ok(points)
            }
            (name, None) if name == RESOURCE_LOAD.name => {
                let range = reports::range(date(call, "from")?, date(call, "to")?)?;
                reports::resource_load(source, range, (self.shared.api.now)()).await
            }
            (name, _) => Err(Refusal::new(Code::NotImplemented, "is not built").about(name).into()),
        }
    }
}

/// The value of a parameter that is a day and has to be there.
fn date(call: &Call, name: &'static str) -> Result<NaiveDate, Refusal> {
    let said = call.arguments.iter().find(|(parameter, _)| parameter.name == name);
    let day = match said {
        Some((_, Constant::Text(day))) => day.parse().ok(),
        _ => None,
    };
    day.ok_or_else(|| Refusal::new(Code::MissingParameter, "the parameter needs a value").about(name))
}
