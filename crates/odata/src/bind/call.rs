//! Functions: how many arguments, of which types, and what comes out (URL §5.1.1.4 to §5.1.1.11).

use super::Binder;
use super::constant;
use super::tree::{Bound, Class, Constant, Function, Kind};
use crate::ast::{Argument, Span, Step};
use crate::error::{Code, Refusal};

/// What an argument must be.
#[derive(Clone, Copy, Debug)]
enum Wanted {
    Text,
    Whole,
    Number,
    Day,
    Clock,
    Moment,
    Duration,
}

impl Wanted {
    fn takes(self, class: Class) -> bool {
        match self {
            Self::Text => matches!(class, Class::String),
            Self::Whole => matches!(class, Class::Exact { scale: 0, .. }),
            Self::Number => matches!(class, Class::Exact { .. } | Class::Double),
            Self::Day => matches!(class, Class::Date | Class::DateTimeOffset),
            Self::Clock => matches!(class, Class::TimeOfDay | Class::DateTimeOffset),
            Self::Moment => matches!(class, Class::DateTimeOffset),
            Self::Duration => matches!(class, Class::Duration),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Text => "Edm.String",
            Self::Whole => "a whole number",
            Self::Number => "a number",
            Self::Day => "Edm.Date or Edm.DateTimeOffset",
            Self::Clock => "Edm.TimeOfDay or Edm.DateTimeOffset",
            Self::Moment => "Edm.DateTimeOffset",
            Self::Duration => "Edm.Duration",
        }
    }
}

use Wanted::{Clock, Day, Moment, Number, Text, Whole};

const COUNT: Class = Class::Exact { scale: 0, bound: 1 << 31 };
const MICROS: Class = Class::Exact { scale: 6, bound: 1 << 60 };

/// Name, function, the arguments it needs, those it may have besides, and what it gives.
type Signature = (&'static str, Function, &'static [Wanted], &'static [Wanted], Class);

const FUNCTIONS: [Signature; 24] = [
    ("contains", Function::Contains, &[Text, Text], &[], Class::Boolean),
    ("startswith", Function::StartsWith, &[Text, Text], &[], Class::Boolean),
    ("endswith", Function::EndsWith, &[Text, Text], &[], Class::Boolean),
    ("indexof", Function::IndexOf, &[Text, Text], &[], COUNT),
    ("length", Function::Length, &[Text], &[], COUNT),
    ("substring", Function::Substring, &[Text, Whole], &[Whole], Class::String),
    ("tolower", Function::ToLower, &[Text], &[], Class::String),
    ("toupper", Function::ToUpper, &[Text], &[], Class::String),
    ("trim", Function::Trim, &[Text], &[], Class::String),
    ("concat", Function::Concat, &[Text, Text], &[], Class::String),
    ("year", Function::Year, &[Day], &[], COUNT),
    ("month", Function::Month, &[Day], &[], COUNT),
    ("day", Function::Day, &[Day], &[], COUNT),
    ("hour", Function::Hour, &[Clock], &[], COUNT),
    ("minute", Function::Minute, &[Clock], &[], COUNT),
    ("second", Function::Second, &[Clock], &[], COUNT),
    ("fractionalseconds", Function::FractionalSeconds, &[Clock], &[], MICROS),
    ("totalseconds", Function::TotalSeconds, &[Wanted::Duration], &[], MICROS),
    ("totaloffsetminutes", Function::TotalOffsetMinutes, &[Moment], &[], COUNT),
    ("date", Function::Date, &[Moment], &[], Class::Date),
    ("time", Function::Time, &[Moment], &[], Class::TimeOfDay),
    ("round", Function::Round, &[Number], &[], Class::Double),
    ("floor", Function::Floor, &[Number], &[], Class::Double),
    ("ceiling", Function::Ceiling, &[Number], &[], Class::Double),
];

/// Functions of OData that are not built.
const MISSING: [&str; 5] = ["cast", "isof", "matchespattern", "hassubset", "hassubsequence"];

/// The first and the last moment that the calendar of the service has.
const MOMENTS: (&str, &str) = ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z");

impl Binder<'_> {
    pub(super) fn call(&mut self, step: &Step, name: &str, arguments: &[Argument]) -> Result<Bound, Refusal> {
        let lower = name.to_ascii_lowercase();
        if let Some(moment) = self.moment(&lower) {
            self.count(step.span, name, arguments.len(), 0..=0)?;
            return Ok(constant::constant(Constant::Integer(moment), Class::DateTimeOffset));
        }
        let Some((_, function, needed, more, class)) = FUNCTIONS.iter().find(|(known, ..)| *known == lower)
        else {
            return Err(self.unknown(step.span, name, &lower));
        };
        self.count(step.span, name, arguments.len(), needed.len()..=needed.len() + more.len())?;
        let mut bound = Vec::with_capacity(arguments.len());
        for (argument, wanted) in arguments.iter().zip(needed.iter().chain(*more)) {
            bound.push(self.argument(argument, *wanted)?);
        }
        if bound.iter().any(Bound::is_null) {
            return Ok(Bound::null());
        }
        let class = match (function, bound.first().map(|first| first.class)) {
            (Function::Round | Function::Floor | Function::Ceiling, Some(Class::Exact { bound, .. })) => {
                Class::Exact { scale: 0, bound }
            }
            _ => *class,
        };
        let nullable = bound.iter().any(|argument| argument.nullable);
        Ok(Bound::new(Kind::Call(*function, bound), class, nullable))
    }

    fn argument(&mut self, argument: &Argument, wanted: Wanted) -> Result<Bound, Refusal> {
        let span = argument.value.span;
        if argument.name.is_some() {
            return Err(self.refuse(
                Code::TypeMismatch,
                span,
                "the arguments of this function have no names",
            ));
        }
        let bound = self.expr(&argument.value)?;
        if !bound.is_null() && !wanted.takes(bound.class) {
            return Err(self.mismatch(span, wanted.name(), &bound));
        }
        match (wanted, bound.constant()) {
            (Wanted::Whole, Some(Constant::Integer(value))) if *value < 0 => {
                Err(self.refuse(Code::InvalidValue, span, "must not be negative"))
            }
            _ => Ok(bound),
        }
    }

    fn count(
        &self,
        span: Span,
        name: &str,
        found: usize,
        wanted: std::ops::RangeInclusive<usize>,
    ) -> Result<(), Refusal> {
        if wanted.contains(&found) {
            return Ok(());
        }
        let message = format!("{name} takes {} arguments, not {found}", wanted.end());
        Err(self.refuse(Code::TypeMismatch, span, message))
    }

    /// `now()` and its kin, which take nothing and give a moment.
    fn moment(&self, name: &str) -> Option<i64> {
        match name {
            "now" => Some(self.setting.now),
            "mindatetime" => constant::micros(MOMENTS.0),
            "maxdatetime" => constant::micros(MOMENTS.1),
            _ => None,
        }
    }

    fn unknown(&self, span: Span, name: &str, lower: &str) -> Refusal {
        if lower == "substringof" {
            let message = "`substringof` is of version 3; say contains(text, part)";
            return self.refuse(Code::UnknownFunction, span, message);
        }
        if MISSING.contains(&lower) || name.contains('.') {
            return self.refuse(Code::NotImplemented, span, format!("`{name}` is not built"));
        }
        self.refuse(Code::UnknownFunction, span, format!("there is no function `{name}`"))
    }
}
