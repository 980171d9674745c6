//! How values stand in columns.

/// Makes a type a column: `$raw: From<$type>` writes it, `$type: TryFrom<$raw>` reads it back.
macro_rules! stored_as {
    ($type:ty, $raw:ty) => {
        impl From<$type> for sea_orm::Value {
            fn from(value: $type) -> Self {
                <$raw>::from(value).into()
            }
        }

        impl sea_orm::TryGetable for $type {
            fn try_get_by<I: sea_orm::ColIdx>(
                row: &sea_orm::QueryResult,
                index: I,
            ) -> Result<Self, sea_orm::TryGetError> {
                let raw = <$raw as sea_orm::TryGetable>::try_get_by(row, index)?;
                <$type>::try_from(raw).map_err(|cause| {
                    let cause: Box<dyn std::error::Error + Send + Sync> = cause.into();
                    let (from, into) = (stringify!($raw), stringify!($type));
                    let source = cause.into();
                    sea_orm::TryGetError::DbErr(sea_orm::DbErr::TryIntoErr { from, into, source })
                })
            }
        }

        impl sea_orm::sea_query::ValueType for $type {
            fn try_from(value: sea_orm::Value) -> Result<Self, sea_orm::sea_query::ValueTypeErr> {
                let raw = <$raw as sea_orm::sea_query::ValueType>::try_from(value)?;
                <$type as TryFrom<$raw>>::try_from(raw).map_err(|_| sea_orm::sea_query::ValueTypeErr)
            }

            fn type_name() -> String {
                stringify!($type).to_owned()
            }

            fn array_type() -> sea_orm::sea_query::ArrayType {
                <$raw as sea_orm::sea_query::ValueType>::array_type()
            }

            fn column_type() -> sea_orm::ColumnType {
                <$raw as sea_orm::sea_query::ValueType>::column_type()
            }
        }

        impl sea_orm::sea_query::Nullable for $type {
            fn null() -> sea_orm::Value {
                <$raw as sea_orm::sea_query::Nullable>::null()
            }
        }

        impl sea_orm::IntoActiveValue<$type> for $type {
            fn into_active_value(self) -> sea_orm::ActiveValue<$type> {
                sea_orm::ActiveValue::Set(self)
            }
        }
    };
}

mod json;
mod moment;
mod word;

pub(crate) use json::Json;
pub(crate) use moment::{Moment, Precise, Seconds};
pub(crate) use stored_as;
pub(crate) use word::{Word, Written};
