//! Segments that call an operation: `PortfolioStatus()`, `Projects(1)/Ccpm.BufferStatus()` (URL §4.5).

use super::reader::{Reader, nothing};
use super::{Call, Target, Way};
use crate::ast::{Argument, Expr, ExprKind, Step, StepKind};
use crate::bind::{Constant, argument};
use crate::edm::{Nullability, Operation, OperationKind, Property, Returns};
use crate::error::{Code, Refusal};
use crate::grammar;

impl Reader<'_> {
    /// What a call leads to. Parentheses may be left out where nothing stands in them (Protocol 4.01 §11.5.4).
    pub(super) fn called(
        &self,
        operation: &'static Operation,
        on: Option<Way>,
        parentheses: &[Vec<Argument>],
    ) -> Result<Target, Refusal> {
        let given = match parentheses {
            [] => &[][..],
            [given] => given.as_slice(),
            _ => return Err(nothing(self.text)),
        };
        if operation.kind == OperationKind::Action {
            return match given.first() {
                None => Ok(Target::Call(Call { operation, on, arguments: Vec::new() })),
                Some(stray) => Err(self.unknown(operation, stray)),
            };
        }
        let arguments = self.arguments(operation, given)?;
        let Some(set) = operation.rows else {
            return Ok(Target::Call(Call { operation, on, arguments }));
        };
        let (key, from) = on.as_ref().map_or((None, None), |way| (way.key, way.from.clone()));
        let way = Way { set, key, from, called: Some((operation, on.map(Box::new))) };
        Ok(match operation.returns {
            Returns::Many(_) => Target::Collection(way),
            Returns::One(_) | Returns::Entity(_) => Target::Entity(way),
        })
    }

    /// A value for each parameter. What stands in no parentheses may stand in the query, as `@name`.
    fn arguments(
        &self,
        operation: &Operation,
        given: &[Argument],
    ) -> Result<Vec<(&'static Property, Constant)>, Refusal> {
        for (index, argument) in given.iter().enumerate() {
            let known = operation.parameters.iter().any(|parameter| is_for(argument, parameter));
            if !known {
                return Err(self.unknown(operation, argument));
            }
            let twice = given.iter().take(index).any(|before| before.name == argument.name);
            if twice {
                let message = "a parameter stands twice";
                return Err(self.refuse(Code::InvalidValue, &argument.value, message.to_owned()));
            }
        }
        operation.parameters.iter().map(|parameter| self.argument(parameter, given)).collect()
    }

    fn argument(
        &self,
        parameter: &'static Property,
        given: &[Argument],
    ) -> Result<(&'static Property, Constant), Refusal> {
        let value = match given.iter().find(|argument| is_for(argument, parameter)) {
            Some(argument) => self.said(parameter, &argument.value)?,
            None => self.aliased(parameter, parameter.name)?,
        };
        if value == Constant::Null && parameter.nullability == Nullability::Required {
            let message = "the parameter needs a value";
            return Err(Refusal::new(Code::MissingParameter, message).about(parameter.name));
        }
        Ok((parameter, value))
    }

    fn said(&self, parameter: &Property, expr: &Expr) -> Result<Constant, Refusal> {
        match &expr.kind {
            ExprKind::Literal(literal) => argument::value(parameter.kind, literal)
                .map_err(|why| self.refuse(Code::InvalidValue, expr, format!("`{}`: {why}", parameter.name))),
            ExprKind::Path(steps) => match steps.as_slice() {
                [Step { kind: StepKind::At(name), .. }] => self.aliased(parameter, name),
                _ => Err(nothing(self.text)),
            },
            _ => {
                let message = format!("`{}`: expected a single value", parameter.name);
                Err(self.refuse(Code::TypeMismatch, expr, message))
            }
        }
    }

    /// The value of an alias, which is null when nothing is said (URL §5.3).
    fn aliased(&self, parameter: &Property, name: &str) -> Result<Constant, Refusal> {
        let wanted = format!("@{name}");
        let Some((_, text)) = self.aliases.iter().find(|(known, _)| *known == wanted) else {
            return Ok(Constant::Null);
        };
        let value = match grammar::alias(&wanted, text)?.kind {
            ExprKind::Literal(literal) => argument::value(parameter.kind, &literal),
            _ => Err("expected a single value".to_owned()),
        };
        value.map_err(|why| Refusal::new(Code::InvalidValue, why).about(wanted).at(0))
    }

    fn unknown(&self, operation: &Operation, argument: &Argument) -> Refusal {
        let message = match (operation.kind, operation.parameters) {
            (OperationKind::Action, _) => "the parameters of an action stand in the body".to_owned(),
            (OperationKind::Function, []) => format!("{} takes no parameters", operation.name),
            (OperationKind::Function, parameters) => {
                let names: Vec<_> = parameters.iter().map(|parameter| parameter.name).collect();
                format!("the parameters of {} are named: {}", operation.name, names.join(", "))
            }
        };
        self.refuse(Code::UnknownParameter, &argument.value, message)
    }

    /// A refusal at the place of a value in the segment.
    fn refuse(&self, code: Code, expr: &Expr, message: String) -> Refusal {
        Refusal::new(code, message).about(self.text).at(grammar::characters(self.text, expr.span.start))
    }
}

fn is_for(argument: &Argument, parameter: &Property) -> bool {
    argument.name.as_ref().is_some_and(|name| name.eq_ignore_ascii_case(parameter.name))
}

#[cfg(test)]
mod tests {
    use crate::error::Refusal;
    use crate::path::{Target, parse};
    use crate::sample::MODEL;

    fn told(path: &str, aliases: &[(&str, &str)]) -> Result<String, Refusal> {
        let aliases: Vec<_> = aliases.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        Ok(match parse(&MODEL, path, &aliases)? {
            Target::Call(call) => {
                let on = call.on.map(|way| way.address()).unwrap_or_default();
                let values: Vec<_> = call.arguments.iter().map(|(_, value)| format!("{value:?}")).collect();
                format!("{on} {} {}", call.operation.name, values.join(" "))
            }
            Target::Entity(way) => format!("{}!", way.address()),
            Target::Collection(way) => way.address(),
            Target::Count(way) => format!("{}#", way.address()),
            Target::Property(way, property) => format!("{}.{}", way.address(), property.name),
            other => format!("{other:?}"),
        })
    }

    #[test]
    fn an_operation_is_called_with_and_without_parentheses_and_namespace() {
        let cases = [
            ("/Fills()", "Fills()"),
            ("/fills", "Fills()"),
            ("/Fills()/$count", "Fills()#"),
            ("/Boxes(1)/Sample.Fill()", "Boxes(1)/Fill()!"),
            ("/Boxes(1)/Fill", "Boxes(1)/Fill()!"),
            ("/Things(2)/box/Fill()", "Things(2)/box/Fill()!"),
            ("/Boxes(1)/Sample.Fill()/percent", "Boxes(1)/Fill().percent"),
            ("/Boxes(1)/Sample.Open", "Boxes(1) Open "),
            ("/Boxes(1)/Open()", "Boxes(1) Open "),
        ];
        for (path, expected) in cases {
            assert_eq!(told(path, &[]).unwrap(), expected, "{path}");
        }
    }

    #[test]
    fn parameters_are_said_in_place_or_by_an_alias() {
        let day = r#" Shelves Text("2026-01-31") "#;
        type Case = (&'static str, &'static [(&'static str, &'static str)], &'static str);
        let cases: [Case; 6] = [
            ("/Shelves(from=2026-01-31,many=3)", &[], "Integer(3)"),
            ("/Shelves(many=3,FROM='2026-01-31')", &[], "Integer(3)"),
            ("/Shelves(from=@a,many=@b)", &[("@a", "2026-01-31"), ("@b", "-3")], "Integer(-3)"),
            ("/Shelves(from=2026-01-31,many=null)", &[], "Null"),
            ("/Shelves(from=@a)", &[("@a", "2026-01-31")], "Null"),
            ("/Shelves", &[("@from", "2026-01-31"), ("@many", "7")], "Integer(7)"),
        ];
        for (path, aliases, many) in cases {
            assert_eq!(told(path, aliases).unwrap(), format!("{day}{many}"), "{path}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_call_is_said_with_its_place() {
        let parameters = "the parameters of Shelves are named: from, many";
        let cases = [
            ("/Shelves()", "missing_parameter", "from: the parameter needs a value".to_owned()),
            ("/Shelves(from=null)", "missing_parameter", "from: the parameter needs a value".to_owned()),
            (
                "/Shelves(from=7)",
                "invalid_value",
                "Shelves(from=7): `from`: expected Edm.Date (at position 13)".to_owned(),
            ),
            (
                "/Shelves(from=2026-01-31,to=1)",
                "unknown_parameter",
                format!("Shelves(from=2026-01-31,to=1): {parameters} (at position 27)"),
            ),
            ("/Shelves(7)", "unknown_parameter", format!("Shelves(7): {parameters} (at position 8)")),
            (
                "/Shelves(many=1,many=2)",
                "invalid_value",
                "Shelves(many=1,many=2): a parameter stands twice (at position 20)".to_owned(),
            ),
            (
                "/Fills(a=1)",
                "unknown_parameter",
                "Fills(a=1): Fills takes no parameters (at position 8)".to_owned(),
            ),
            (
                "/Boxes(1)/Open(openedOn=2026-01-31)",
                "unknown_parameter",
                "Open(openedOn=2026-01-31): the parameters of an action stand in the body (at position 14)"
                    .to_owned(),
            ),
            ("/Fills()()", "not_found", "Fills()(): there is no such resource".to_owned()),
            ("/Fills()/x", "not_found", "x: there is no such resource".to_owned()),
            ("/Boxes/Fill()", "not_found", "Fill(): there is no such resource".to_owned()),
            ("/Shelves(from=@a)/x", "missing_parameter", "from: the parameter needs a value".to_owned()),
        ];
        for (path, code, sentence) in cases {
            let refusal = told(path, &[]).unwrap_err();
            assert_eq!((refusal.code.as_str(), refusal.to_string()), (code, sentence), "{path}");
        }
        let broken = told("/Shelves(from=2026-01-,many=1)", &[]).unwrap_err();
        assert_eq!((broken.code.as_str(), broken.position.is_some()), ("syntax_error", true));
        let alias = told("/Shelves(from=@a)", &[("@a", "1 eq 1")]).unwrap_err();
        assert_eq!(alias.to_string(), "@a: expected a single value (at position 0)");
    }
}
