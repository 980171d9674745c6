//! From trees of names to trees of meanings: every name is looked up in the model, every type is checked, and what a
//! request touches is noted.
//!
//! Names are found exactly, and otherwise without regard to case. A mistake is refused with its position, in the option
//! in which it stands.

use crate::ast::{Expr, ExprKind, Literal, Operator, Span, Step, StepKind};
use crate::edm::{EntitySet, EnumType, Model};
use crate::error::{Code, Refusal};
use crate::grammar;

pub(crate) mod argument;
mod call;
mod case;
mod constant;
mod expand;
mod it;
mod many;
mod number;
mod operator;
mod path;
mod property;
mod query;
mod search;
mod select;
#[cfg(test)]
mod tests;
mod tree;
mod values;

pub(crate) use constant::cast;
pub use expand::{Expansion, MAX_EXPAND_DEPTH, MAX_EXPANSIONS};
pub use query::{Computed, MAX_ORDER, Order, Query, Texts};
pub(crate) use search::searchable;
pub use select::Selection;
pub use tree::{
    Arithmetic, Bound, Class, Comparison, Constant, Function, Hop, Kind, Place, ROOT, Related, Values,
    Variable,
};

/// How deep lambdas may stand in one another.
pub const MAX_LAMBDAS: usize = 3;

/// Over how many different ways a request may reach single entities.
pub const MAX_JOINS: usize = 6;

/// How deep aliases may name aliases.
const MAX_ALIASES: usize = 8;

/// What binding needs besides the text.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The model.
    pub model: &'a Model,
    /// The present moment in microseconds since 1970, which `now()` means.
    pub now: i64,
    /// Parameter aliases, with their `@`, and their values.
    pub aliases: &'a [(String, String)],
}

/// A text under way: an option, or an alias.
#[derive(Clone, Debug)]
struct Source {
    target: String,
    text: String,
}

/// What a variable stands for.
#[derive(Clone, Copy, Debug)]
enum About {
    /// An entity of this set.
    Entity(&'static EntitySet),
    /// A value of this type.
    Value(Class),
}

/// A name that a lambda gives.
#[derive(Clone, Debug)]
struct Declared {
    name: String,
    variable: Variable,
    about: About,
}

/// Looks names up, and keeps what the whole request has in common.
pub(crate) struct Binder<'a> {
    setting: Setting<'a>,
    source: Source,
    /// Lambda variables in scope, the innermost last.
    declared: Vec<Declared>,
    /// What names without a variable belong to: the root, or what a nested filter is about.
    subject: (Variable, About),
    root: &'static EntitySet,
    /// How `$it` is reached from the root: it is the root itself, unless this is about an expansion. None where no way leads
    /// back.
    back: Option<Vec<Hop>>,
    computed: Vec<Computed>,
    /// Aliases that stand in the parentheses of an expansion.
    local: Vec<(String, Expr)>,
    aliases: usize,
    expansions: usize,
    variables: usize,
    lambdas: usize,
    joins: Vec<String>,
    /// Every set that is touched, for scopes.
    pub(crate) touched: Vec<&'static EntitySet>,
}

impl<'a> Binder<'a> {
    pub(crate) fn new(setting: Setting<'a>, set: &'static EntitySet) -> Self {
        Self {
            setting,
            source: Source { target: String::new(), text: String::new() },
            declared: Vec::new(),
            subject: (ROOT, About::Entity(set)),
            root: set,
            back: Some(Vec::new()),
            computed: Vec::new(),
            local: Vec::new(),
            aliases: 0,
            expansions: 0,
            variables: 0,
            lambdas: 0,
            joins: Vec::new(),
            touched: vec![set],
        }
    }

    /// Works on another text, and comes back to this one.
    fn within<T>(
        &mut self,
        target: &str,
        text: &str,
        work: impl FnOnce(&mut Self) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let source = Source { target: target.to_owned(), text: text.to_owned() };
        let outer = std::mem::replace(&mut self.source, source);
        let result = work(self);
        self.source = outer;
        result
    }

    fn refuse(&self, code: Code, span: Span, message: impl Into<String>) -> Refusal {
        let at = grammar::characters(&self.source.text, span.start);
        Refusal::new(code, message).about(&self.source.target).at(at)
    }

    fn touch(&mut self, set: &'static EntitySet) {
        if !self.touched.iter().any(|touched| touched.name == set.name) {
            self.touched.push(set);
        }
    }

    fn fresh(&mut self) -> Variable {
        self.variables += 1;
        Variable(self.variables)
    }

    /// An expression that has to be true or false.
    fn condition(&mut self, expr: &Expr) -> Result<Bound, Refusal> {
        let bound = self.expr(expr)?;
        match bound.class {
            Class::Boolean | Class::Null => Ok(bound),
            other => {
                let message = format!("expected a condition, found {}", other.name());
                Err(self.refuse(Code::TypeMismatch, expr.span, message))
            }
        }
    }

    /// An expression with one value.
    fn expr(&mut self, expr: &Expr) -> Result<Bound, Refusal> {
        match &expr.kind {
            ExprKind::Literal(Literal::Typed { name, text }) if self.enumeration(name).is_some() => {
                let kind = self.enumeration(name);
                let member = kind.map_or_else(|| Ok(Bound::null()), |kind| constant::member(kind, text));
                member.map_err(|why| self.refuse(Code::InvalidValue, expr.span, why))
            }
            ExprKind::Literal(Literal::Typed { name, .. }) if constant::is_spatial(name) => {
                Err(self.refuse(Code::NotImplemented, expr.span, "there are no spatial types"))
            }
            ExprKind::Literal(literal) => {
                constant::of(literal).map_err(|why| self.refuse(Code::InvalidValue, expr.span, why))
            }
            ExprKind::Not(inner) => self.not(inner),
            ExprKind::Negate(inner) => self.negate(inner),
            ExprKind::Binary(Operator::In, left, right) => self.membership(left, right),
            ExprKind::Binary(Operator::Has, left, right) => self.has(left, right),
            ExprKind::Binary(operator, left, right) => self.binary(*operator, expr.span, left, right),
            ExprKind::Case(branches) => self.case(branches),
            ExprKind::Path(steps) => self.path(expr.span, steps),
            ExprKind::List(_) | ExprKind::Array(_) | ExprKind::Object(_) => Err(self.refuse(
                Code::NotImplemented,
                expr.span,
                "collections and objects are not built here",
            )),
        }
    }

    fn enumeration(&self, name: &str) -> Option<&'static EnumType> {
        self.setting.model.enums.iter().find(|kind| self.names_enum(name, kind.name)).copied()
    }

    /// The value of an alias, bound where it is used (URL §5.3).
    fn alias(&mut self, name: &str, step: &Step) -> Result<Bound, Refusal> {
        if let Some((_, tree)) = self.local.iter().find(|(local, _)| local == name).cloned() {
            return self.expr(&tree);
        }
        let wanted = format!("@{name}");
        let found = self.setting.aliases.iter().find(|(name, _)| *name == wanted);
        // An alias without a value is null.
        let Some((_, text)) = found.cloned() else {
            return Ok(Bound::null());
        };
        if self.aliases >= MAX_ALIASES {
            return Err(self.refuse(Code::QueryTooComplex, step.span, "aliases that name one another"));
        }
        self.aliases += 1;
        let tree = grammar::alias(&wanted, &text)?;
        let bound = self.within(&wanted, &text, |binder| binder.expr(&tree));
        self.aliases -= 1;
        bound
    }

    /// A list behind `in`, also when an alias stands for it.
    fn items(&mut self, expr: &Expr) -> Result<Vec<Bound>, Refusal> {
        match &expr.kind {
            ExprKind::List(items) | ExprKind::Array(items) => {
                items.iter().map(|item| self.expr(item)).collect()
            }
            ExprKind::Path(steps) => match steps.as_slice() {
                [Step { kind: StepKind::At(name), .. }] => {
                    let wanted = format!("@{name}");
                    let found = self.setting.aliases.iter().find(|(name, _)| *name == wanted).cloned();
                    let (_, text) = found.unwrap_or_default();
                    let tree = grammar::alias(&wanted, &text)?;
                    let direct = matches!(tree.kind, ExprKind::List(_) | ExprKind::Array(_));
                    self.within(&wanted, &text, |binder| {
                        if direct { binder.items(&tree) } else { Ok(vec![binder.expr(&tree)?]) }
                    })
                }
                _ => Err(self.refuse(Code::NotImplemented, expr.span, "`in` takes a list of values here")),
            },
            _ => Ok(vec![self.expr(expr)?]),
        }
    }
}
