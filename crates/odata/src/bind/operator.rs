//! Operators: what their operands must be, and what they become.

use super::number::{self, is_number, is_zero, unify};
use super::tree::{Arithmetic, Bound, Class, Comparison, Constant, Kind};
use super::{Binder, constant};
use crate::ast::{Expr, ExprKind, Literal, Operator, Span};
use crate::error::{Code, Refusal};

impl Binder<'_> {
    pub(super) fn not(&mut self, inner: &Expr) -> Result<Bound, Refusal> {
        let bound = self.condition(inner)?;
        let nullable = bound.nullable;
        Ok(Bound::boolean(Kind::Not(Box::new(bound)), nullable))
    }

    pub(super) fn negate(&mut self, inner: &Expr) -> Result<Bound, Refusal> {
        let bound = self.expr(inner)?;
        if bound.is_null() {
            return Ok(bound);
        }
        if !is_number(&bound) && !matches!(bound.class, Class::Duration) {
            return Err(self.mismatch(inner.span, "a number", &bound));
        }
        let (class, nullable) = (bound.class, bound.nullable);
        Ok(Bound::new(Kind::Negate(Box::new(bound)), class, nullable))
    }

    pub(super) fn binary(
        &mut self,
        operator: Operator,
        span: Span,
        left: &Expr,
        right: &Expr,
    ) -> Result<Bound, Refusal> {
        if matches!(operator, Operator::And | Operator::Or) {
            return self.connective(operator, left, right);
        }
        let against_null = matches!(operator, Operator::Eq | Operator::Ne);
        let one = self.side(left, against_null && is_null(right))?;
        let other = self.side(right, against_null && is_null(left))?;
        let comparison = match operator {
            Operator::Eq => Comparison::Eq,
            Operator::Ne => Comparison::Ne,
            Operator::Lt => Comparison::Lt,
            Operator::Le => Comparison::Le,
            Operator::Gt => Comparison::Gt,
            Operator::Ge => Comparison::Ge,
            _ => return self.arithmetic(operator, span, (left.span, one), (right.span, other)),
        };
        let (one, other) = self.alike((left.span, one), (right.span, other))?;
        Ok(Bound::boolean(Kind::Compare(comparison, Box::new(one), Box::new(other)), false))
    }

    /// An operand. A single entity may only be compared with null, by its key.
    fn side(&mut self, expr: &Expr, against_null: bool) -> Result<Bound, Refusal> {
        match &expr.kind {
            ExprKind::Path(steps) if against_null => self.path_or_key(expr.span, steps),
            _ => self.expr(expr),
        }
    }

    fn connective(&mut self, operator: Operator, left: &Expr, right: &Expr) -> Result<Bound, Refusal> {
        let (left, right) = (self.condition(left)?, self.condition(right)?);
        let nullable = left.nullable || right.nullable;
        let (left, right) = (Box::new(left), Box::new(right));
        let kind = if operator == Operator::And { Kind::And(left, right) } else { Kind::Or(left, right) };
        Ok(Bound::boolean(kind, nullable))
    }

    /// Makes two operands comparable.
    pub(super) fn alike(
        &self,
        (left_span, left): (Span, Bound),
        (right_span, right): (Span, Bound),
    ) -> Result<(Bound, Bound), Refusal> {
        let left = self.fit(left_span, left, right.class)?;
        let right = self.fit(right_span, right, left.class)?;
        if is_number(&left) && is_number(&right) {
            return Ok(unify(left, right));
        }
        if left.class.same(right.class) {
            return Ok((left, right));
        }
        let message = format!("{} and {} cannot be compared", left.class.name(), right.class.name());
        Err(self.refuse(Code::TypeMismatch, right_span, message))
    }

    /// A text in the request takes the type of what it is compared with, and a day becomes the moment of its midnight.
    fn fit(&self, span: Span, bound: Bound, wanted: Class) -> Result<Bound, Refusal> {
        match (bound.constant(), bound.class, wanted) {
            (Some(Constant::Text(_)), Class::String, Class::String | Class::Null) => Ok(bound),
            (Some(Constant::Text(text)), Class::String, _) => {
                constant::cast(text, wanted).map_err(|why| self.refuse(Code::InvalidValue, span, why))
            }
            (Some(Constant::Text(day)), Class::Date, Class::DateTimeOffset) => {
                let micros = constant::midnight(day).unwrap_or_default();
                Ok(constant::constant(Constant::Integer(micros), Class::DateTimeOffset))
            }
            _ => Ok(bound),
        }
    }

    pub(super) fn mismatch(&self, span: Span, wanted: &str, found: &Bound) -> Refusal {
        let message = format!("expected {wanted}, found {}", found.class.name());
        self.refuse(Code::TypeMismatch, span, message)
    }

    fn arithmetic(
        &mut self,
        operator: Operator,
        span: Span,
        (left_span, left): (Span, Bound),
        (right_span, right): (Span, Bound),
    ) -> Result<Bound, Refusal> {
        if left.is_null() || right.is_null() {
            return Ok(Bound::null());
        }
        let operation = match operator {
            Operator::Add => Arithmetic::Add,
            Operator::Sub => Arithmetic::Sub,
            Operator::Mul => Arithmetic::Mul,
            Operator::Mod => Arithmetic::Mod,
            _ => Arithmetic::Div,
        };
        if let Some(class) = temporal(operation, left.class, right.class) {
            let nullable = left.nullable || right.nullable;
            let kind = Kind::Arithmetic(operation, Box::new(left), Box::new(right));
            return Ok(Bound::new(kind, class, nullable));
        }
        for (span, side) in [(left_span, &left), (right_span, &right)] {
            if !is_number(side) {
                return Err(self.mismatch(span, "a number", side));
            }
        }
        if matches!(operation, Arithmetic::Div | Arithmetic::Mod) && is_zero(&right) {
            return Err(self.refuse(Code::InvalidValue, right_span, "nothing can be divided by zero"));
        }
        let (left, right) = match operator {
            Operator::DivBy => (number::double(left), number::double(right)),
            _ => (left, right),
        };
        number::arithmetic(operation, left, right)
            .ok_or_else(|| self.refuse(Code::NotImplemented, span, "`mod` takes exact numbers here"))
    }

    pub(super) fn has(&mut self, left: &Expr, right: &Expr) -> Result<Bound, Refusal> {
        let bound = self.expr(left)?;
        let Class::Enum(kind) = bound.class else {
            return Err(self.mismatch(left.span, "an enumeration", &bound));
        };
        let text = match &right.kind {
            ExprKind::Literal(Literal::Text(text)) => text,
            ExprKind::Literal(Literal::Typed { name, text }) if self.names_enum(name, kind.name) => text,
            _ => {
                let message = format!("expected members of {} in quotes", kind.name);
                return Err(self.refuse(Code::InvalidValue, right.span, message));
            }
        };
        let member =
            constant::member(kind, text).map_err(|why| self.refuse(Code::InvalidValue, right.span, why))?;
        let bits = match member.constant() {
            Some(Constant::Integer(bits)) => *bits,
            _ => 0,
        };
        let nullable = bound.nullable;
        Ok(Bound::boolean(Kind::Has(Box::new(bound), bits), nullable))
    }

    pub(super) fn membership(&mut self, left: &Expr, right: &Expr) -> Result<Bound, Refusal> {
        let mut value = self.expr(left)?;
        if let Some(values) = self.collection(right)? {
            return self.member_of(left.span, value, (right.span, values));
        }
        let mut items = self.items(right)?;
        for item in &mut items {
            if item.constant().is_none() {
                return Err(self.refuse(
                    Code::NotImplemented,
                    right.span,
                    "`in` takes a list of values here",
                ));
            }
            let (fitted, other) = self.alike((left.span, value), (right.span, item.clone()))?;
            (value, *item) = (fitted, other);
        }
        // The value may have become finer, or a double, along the way: now that it is, the others follow.
        let mut constants = Vec::with_capacity(items.len());
        for item in items {
            let (fitted, item) = self.alike((left.span, value), (right.span, item))?;
            value = fitted;
            constants.extend(item.constant().cloned());
        }
        Ok(Bound::boolean(Kind::In(Box::new(value), constants), false))
    }
}

fn is_null(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Literal(Literal::Null))
}

/// Sums of moments and durations (URL §5.1.1.2).
fn temporal(operation: Arithmetic, left: Class, right: Class) -> Option<Class> {
    match (operation, left, right) {
        (Arithmetic::Add | Arithmetic::Sub, Class::DateTimeOffset, Class::Duration)
        | (Arithmetic::Add, Class::Duration, Class::DateTimeOffset) => Some(Class::DateTimeOffset),
        (Arithmetic::Sub, Class::DateTimeOffset, Class::DateTimeOffset)
        | (Arithmetic::Add | Arithmetic::Sub, Class::Duration, Class::Duration) => Some(Class::Duration),
        _ => None,
    }
}
