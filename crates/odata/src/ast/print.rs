//! Printing trees. The print is a sentence of the grammar and means the same tree again.

use std::fmt::{Display, Formatter, Result};

use super::*;

/// Items with something between them.
struct Joined<'a, T>(&'a [T], &'static str);

impl<T: Display> Display for Joined<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        for (index, item) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(self.1)?;
            }
            item.fmt(f)?;
        }
        Ok(())
    }
}

/// Text between single quotes, a quote inside written twice.
fn quoted(f: &mut Formatter<'_>, text: &str) -> Result {
    write!(f, "'{}'", text.replace('\'', "''"))
}

impl Display for Literal {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => value.fmt(f),
            Self::Text(text) => quoted(f, text),
            Self::Number(text)
            | Self::Date(text)
            | Self::TimeOfDay(text)
            | Self::DateTimeOffset(text)
            | Self::Guid(text) => f.write_str(text),
            Self::Typed { name, text } => {
                f.write_str(name)?;
                quoted(f, text)
            }
        }
    }
}

impl Display for Operator {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let word = Self::WORDS.iter().find(|(_, operator)| operator == self);
        f.write_str(word.map_or("", |(word, _)| word))
    }
}

/// An operand: in parentheses unless it stands for itself anyway.
struct Operand<'a>(&'a Expr);

impl Display for Operand<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self.0.kind {
            ExprKind::Not(_) | ExprKind::Negate(_) | ExprKind::Binary(..) => write!(f, "({})", self.0),
            _ => self.0.fmt(f),
        }
    }
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match &self.kind {
            ExprKind::Literal(literal) => literal.fmt(f),
            ExprKind::Not(inner) => write!(f, "not {}", Operand(inner)),
            // Behind a bare minus a number would become part of its literal.
            ExprKind::Negate(inner) => write!(f, "-({inner})"),
            ExprKind::Binary(operator, left, right) => {
                write!(f, "{} {operator} {}", Operand(left), Operand(right))
            }
            ExprKind::List(items) => write!(f, "({})", Joined(items, ",")),
            ExprKind::Array(items) => write!(f, "[{}]", Joined(items, ",")),
            ExprKind::Object(members) => {
                let members: Vec<_> = members.iter().map(|(name, value)| Member(name, value)).collect();
                write!(f, "{{{}}}", Joined(&members, ","))
            }
            // With spaces: behind a time of day a colon alone would belong to it.
            ExprKind::Case(branches) => {
                let branches: Vec<_> =
                    branches.iter().map(|(when, then)| format!("{when} : {then}")).collect();
                write!(f, "case({})", Joined(&branches, ","))
            }
            ExprKind::Path(steps) => path(f, steps),
        }
    }
}

struct Member<'a>(&'a str, &'a Expr);

impl Display for Member<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let name = self.0.replace('\\', "\\\\").replace('"', "\\\"");
        write!(f, "\"{name}\":{}", self.1)
    }
}

fn path(f: &mut Formatter<'_>, steps: &[Step]) -> Result {
    for (index, step) in steps.iter().enumerate() {
        if index > 0 && !matches!(step.kind, StepKind::Key(_)) {
            f.write_str("/")?;
        }
        step.fmt(f)?;
    }
    Ok(())
}

impl Display for Step {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match &self.kind {
            StepKind::Implicit(Implicit::It) => f.write_str("$it"),
            StepKind::Implicit(Implicit::This) => f.write_str("$this"),
            StepKind::Implicit(Implicit::Root) => f.write_str("$root"),
            StepKind::At(name) => write!(f, "@{name}"),
            StepKind::Name(name) => f.write_str(name),
            StepKind::Call(name, arguments) => write!(f, "{name}({})", Joined(arguments, ",")),
            StepKind::Key(arguments) => write!(f, "({})", Joined(arguments, ",")),
            StepKind::Count(options) if options.is_empty() => f.write_str("$count"),
            StepKind::Count(options) => write!(f, "$count({})", Joined(options, ";")),
            StepKind::Filter(inner) => write!(f, "$filter({inner})"),
            StepKind::Lambda(quantifier, lambda) => {
                let word = match quantifier {
                    Quantifier::Any => "any",
                    Quantifier::All => "all",
                };
                match lambda {
                    Some(Lambda { variable, predicate }) => write!(f, "{word}({variable}:{predicate})"),
                    None => write!(f, "{word}()"),
                }
            }
        }
    }
}

impl Display for Argument {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match &self.name {
            Some(name) => write!(f, "{name}={}", self.value),
            None => self.value.fmt(f),
        }
    }
}

impl Display for NestedOption {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match &self.kind {
            OptionKind::Filter(expr) => write!(f, "$filter={expr}"),
            OptionKind::Search(search) => write!(f, "$search={search}"),
            OptionKind::OrderBy(items) => write!(f, "$orderby={}", Joined(items, ",")),
            OptionKind::Skip(number) => write!(f, "$skip={number}"),
            OptionKind::Top(number) => write!(f, "$top={number}"),
            OptionKind::Count(wanted) => write!(f, "$count={wanted}"),
            OptionKind::Select(items) => write!(f, "$select={}", Joined(items, ",")),
            OptionKind::Expand(items) => write!(f, "$expand={}", Joined(items, ",")),
            OptionKind::Compute(items) => write!(f, "$compute={}", Joined(items, ",")),
            OptionKind::Levels(Some(levels)) => write!(f, "$levels={levels}"),
            OptionKind::Levels(None) => f.write_str("$levels=max"),
            OptionKind::Alias(name, value) => write!(f, "@{name}={value}"),
        }
    }
}

impl Display for OrderItem {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{}{}", self.expr, if self.descending { " desc" } else { "" })
    }
}

impl Display for ComputeItem {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{} as {}", self.expr, self.name)
    }
}

impl Display for SelectItem {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        Joined(&self.path, "/").fmt(f)?;
        if !self.parameters.is_empty() {
            write!(f, "({})", Joined(&self.parameters, ","))?;
        }
        options(f, &self.options)
    }
}

impl Display for ExpandItem {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        Joined(&self.path, "/").fmt(f)?;
        f.write_str(match self.form {
            ExpandForm::Entities => "",
            ExpandForm::References => "/$ref",
            ExpandForm::Count => "/$count",
        })?;
        options(f, &self.options)
    }
}

fn options(f: &mut Formatter<'_>, options: &[NestedOption]) -> Result {
    match options {
        [] => Ok(()),
        some => write!(f, "({})", Joined(some, ";")),
    }
}

impl Display for Search {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Phrase(phrase) => write!(f, "\"{phrase}\""),
            Self::Not(inner) => write!(f, "NOT ({inner})"),
            Self::And(left, right) => write!(f, "({left}) AND ({right})"),
            Self::Or(left, right) => write!(f, "({left}) OR ({right})"),
        }
    }
}
