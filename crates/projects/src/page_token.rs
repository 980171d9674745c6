//! Links to the next page (OData Protocol §11.2.6.7): where it begins, and a keyed hash by which the service recognises its
//! own links. Whoever changes a link, or takes it to another question, gets an error and no rows.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use odata::bind::{Class, Constant, Query};
use odata::error::{Code, Refusal};
use odata::options::{Options, SystemOption};
use serde::{Deserialize, Serialize};

use crate::lower::After;
use crate::{PageSeal, Principal};

/// The form of the tokens; another form gets another number.
const VERSION: u8 = 1;

/// Bytes of the keyed hash that a token carries.
const SEAL: usize = 16;

/// Where a page begins.
pub(crate) struct Start {
    /// Behind which row.
    pub(crate) after: After,
    /// How many entities are still wanted, if that was limited.
    pub(crate) remaining: Option<u64>,
}

#[derive(Serialize, Deserialize)]
struct Payload {
    v: u8,
    key: i32,
    values: Vec<Option<Written>>,
    top: Option<u64>,
}

/// A value of the order. Doubles are written by their bits, so that none is rounded on the way.
#[derive(Serialize, Deserialize)]
enum Written {
    #[serde(rename = "b")]
    Boolean(bool),
    #[serde(rename = "i")]
    Integer(i64),
    #[serde(rename = "d")]
    Double(u64),
    #[serde(rename = "t")]
    Text(String),
}

/// What a token belongs to: whose rows, which set over which way, and what decides about rows and their order.
pub(crate) fn question(principal: &Principal, address: &str, options: &Options) -> String {
    let deciding = [SystemOption::Filter, SystemOption::Search, SystemOption::OrderBy, SystemOption::Compute];
    let mut question = format!("{}\n{address}", principal.account_id);
    for option in deciding {
        let value = options.value(option).unwrap_or_default();
        question.push_str(&format!("\n{}{}", value.len(), value));
    }
    for (name, value) in options.aliases() {
        question.push_str(&format!("\n{name}={}{value}", value.len()));
    }
    question
}

/// Writes a token.
pub(crate) fn write(seal: &dyn PageSeal, question: &str, start: &Start) -> serde_json::Result<String> {
    let values = start.after.values.iter().map(|value| match value {
        Constant::Null => None,
        Constant::Boolean(value) => Some(Written::Boolean(*value)),
        Constant::Integer(value) => Some(Written::Integer(*value)),
        Constant::Double(value) => Some(Written::Double(value.to_bits())),
        Constant::Text(text) => Some(Written::Text(text.clone())),
    });
    let payload =
        Payload { v: VERSION, key: start.after.key, values: values.collect(), top: start.remaining };
    let payload = serde_json::to_vec(&payload)?;
    let mut token = sealed(seal, question, &payload);
    token.extend(payload);
    Ok(URL_SAFE_NO_PAD.encode(token))
}

/// Reads a token, if it is one of ours and belongs to this question.
pub(crate) fn read(
    seal: &dyn PageSeal,
    question: &str,
    query: &Query,
    token: &str,
) -> Result<Start, Refusal> {
    let wrong = || {
        let message =
            "is none of this service's links, or belongs to another request; follow nextLink as it is";
        Refusal::new(Code::InvalidValue, message).about(SystemOption::SkipToken.name()).at(0)
    };
    let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| wrong())?;
    let (found, payload) = bytes.split_at_checked(SEAL).ok_or_else(wrong)?;
    if !same(found, &sealed(seal, question, payload)) {
        return Err(wrong());
    }
    let payload: Payload = serde_json::from_slice(payload).map_err(|_| wrong())?;
    if payload.v != VERSION || payload.values.len() != query.order.len() {
        return Err(wrong());
    }
    let typed = payload.values.into_iter().zip(&query.order);
    let values = typed.map(|(value, order)| constant(value, order.expr.class)).collect::<Option<_>>();
    let after = After { values: values.ok_or_else(wrong)?, key: payload.key };
    Ok(Start { after, remaining: payload.top })
}

/// A value that fits the type of its term.
fn constant(value: Option<Written>, class: Class) -> Option<Constant> {
    Some(match (value, class) {
        (None, _) => Constant::Null,
        (Some(Written::Boolean(value)), Class::Boolean) => Constant::Boolean(value),
        (Some(Written::Double(bits)), Class::Double) => Constant::Double(f64::from_bits(bits)),
        (Some(Written::Text(text)), Class::String | Class::Date) => Constant::Text(text),
        (Some(Written::Integer(value)), class) if !matches!(class, Class::Boolean | Class::Double) => {
            Constant::Integer(value)
        }
        _ => return None,
    })
}

fn sealed(seal: &dyn PageSeal, question: &str, payload: &[u8]) -> Vec<u8> {
    let text = format!("{question}\n{}", URL_SAFE_NO_PAD.encode(payload));
    seal.seal(&text).into_iter().take(SEAL).collect()
}

/// Compares without telling by its time how much fits.
fn same(one: &[u8], other: &[u8]) -> bool {
    let differences = one.iter().zip(other).fold(0, |all, (a, b)| all | (a ^ b));
    one.len() == other.len() && std::hint::black_box(differences) == 0
}
