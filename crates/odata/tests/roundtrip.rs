//! What is printed is read again as the same tree.
#![cfg(test)]

use odata::ast::*;
use odata::grammar;
use proptest::prelude::*;

/// Names that are no words of the grammar.
fn name() -> impl Strategy<Value = String> {
    "[a-zA-ZÀ-ÿ_][a-zA-Z0-9_]{0,7}".prop_filter("a word of the grammar", |name| {
        let words = ["not", "true", "false", "null", "nan", "inf", "case", "any", "all", "cast", "isof"];
        name.chars().all(|c| c == '_' || c.is_alphanumeric())
            && !words.contains(&name.to_ascii_lowercase().as_str())
    })
}

fn literal() -> impl Strategy<Value = Literal> {
    prop_oneof![
        Just(Literal::Null),
        any::<bool>().prop_map(Literal::Boolean),
        "-?[0-9]{1,9}(\\.[0-9]{1,4})?(e-?[0-9]{1,2})?".prop_map(Literal::Number),
        prop_oneof![Just("NaN"), Just("INF"), Just("-INF")].prop_map(|word| Literal::Number(word.into())),
        "\\PC{0,12}".prop_map(Literal::Text),
        "[12][0-9]{3}-0[1-9]-[12][0-9]".prop_map(Literal::Date),
        "[01][0-9]:[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?".prop_map(Literal::TimeOfDay),
        "[12][0-9]{3}-0[1-9]-[12][0-9]T[01][0-9]:[0-5][0-9](Z|[+-]0[0-9]:30)"
            .prop_map(Literal::DateTimeOffset),
        "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}".prop_map(Literal::Guid),
        (name(), name(), "[A-Za-z,' ]{0,9}")
            .prop_map(|(space, name, text)| Literal::Typed { name: format!("{space}.{name}"), text }),
    ]
}

fn expr(kind: ExprKind) -> Expr {
    Expr { span: Span::default(), kind }
}

fn step(kind: StepKind) -> Step {
    Step { span: Span::default(), kind }
}

fn constant() -> impl Strategy<Value = Expr> {
    literal().prop_map(|literal| expr(ExprKind::Literal(literal)))
}

fn names() -> impl Strategy<Value = Expr> {
    (proptest::option::of(Just(StepKind::Implicit(Implicit::It))), proptest::collection::vec(name(), 1..4))
        .prop_map(|(first, names)| {
            let names = names.into_iter().map(StepKind::Name);
            expr(ExprKind::Path(first.into_iter().chain(names).map(step).collect()))
        })
}

fn operator() -> impl Strategy<Value = Operator> {
    let operators = Operator::WORDS.map(|(_, operator)| operator);
    proptest::sample::select(operators.to_vec())
        .prop_filter("it takes a list", |operator| *operator != Operator::In)
}

fn lambda(inner: impl Strategy<Value = Expr>) -> impl Strategy<Value = ExprKind> {
    (name(), name(), any::<bool>(), inner).prop_map(|(set, variable, all, predicate)| {
        let quantifier = if all { Quantifier::All } else { Quantifier::Any };
        let lambda = Lambda { variable, predicate: Box::new(predicate) };
        ExprKind::Path(vec![step(StepKind::Name(set)), step(StepKind::Lambda(quantifier, Some(lambda)))])
    })
}

fn counted(inner: impl Strategy<Value = Expr>) -> impl Strategy<Value = ExprKind> {
    (name(), proptest::option::of(inner)).prop_map(|(set, filter)| {
        let options = filter
            .into_iter()
            .map(|filter| NestedOption { span: Span::default(), kind: OptionKind::Filter(filter) });
        ExprKind::Path(vec![step(StepKind::Name(set)), step(StepKind::Count(options.collect()))])
    })
}

fn call(inner: impl Strategy<Value = Expr>) -> impl Strategy<Value = ExprKind> {
    (name(), proptest::collection::vec(inner, 0..3)).prop_map(|(name, values)| {
        let arguments = values.into_iter().map(|value| Argument { name: None, value }).collect();
        ExprKind::Path(vec![step(StepKind::Call(name, arguments))])
    })
}

fn tree() -> impl Strategy<Value = Expr> {
    prop_oneof![constant(), names()].prop_recursive(4, 24, 3, |inner| {
        let kinds = prop_oneof![
            inner.clone().prop_map(|inner| ExprKind::Not(Box::new(inner))),
            inner.clone().prop_map(|inner| ExprKind::Negate(Box::new(inner))),
            (operator(), inner.clone(), inner.clone()).prop_map(|(operator, left, right)| {
                ExprKind::Binary(operator, Box::new(left), Box::new(right))
            }),
            (inner.clone(), proptest::collection::vec(constant(), 0..4)).prop_map(|(left, items)| {
                let list = expr(ExprKind::List(items));
                ExprKind::Binary(Operator::In, Box::new(left), Box::new(list))
            }),
            proptest::collection::vec(inner.clone(), 0..3).prop_map(ExprKind::Array),
            proptest::collection::vec(("[a-z@\"\\\\. ]{0,5}", inner.clone()), 0..3)
                .prop_map(ExprKind::Object),
            proptest::collection::vec((inner.clone(), inner.clone()), 1..3).prop_map(ExprKind::Case),
            lambda(inner.clone()),
            counted(inner.clone()),
            call(inner),
        ];
        kinds.prop_map(expr)
    })
}

fn word() -> impl Strategy<Value = Search> {
    prop_oneof!["[a-z0-9_.,$é]{1,6}".prop_map(Search::Word), "[a-z ()';]{1,6}".prop_map(Search::Phrase),]
}

fn search() -> impl Strategy<Value = Search> {
    word().prop_recursive(3, 12, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|inner| Search::Not(Box::new(inner))),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Search::And(Box::new(a), Box::new(b))),
            (inner.clone(), inner).prop_map(|(a, b)| Search::Or(Box::new(a), Box::new(b))),
        ]
    })
}

fn nested() -> impl Strategy<Value = OptionKind> {
    prop_oneof![
        tree().prop_map(OptionKind::Filter),
        search().prop_map(OptionKind::Search),
        proptest::collection::vec((tree(), any::<bool>()), 1..3).prop_map(|items| {
            OptionKind::OrderBy(
                items.into_iter().map(|(expr, descending)| OrderItem { expr, descending }).collect(),
            )
        }),
        (0..i64::MAX as u64).prop_map(OptionKind::Top),
        any::<bool>().prop_map(OptionKind::Count),
        (name(), tree()).prop_map(|(name, value)| OptionKind::Alias(name, value)),
    ]
}

proptest! {
    #[test]
    fn an_expression_is_read_as_it_is_printed(tree in tree()) {
        let text = tree.to_string();
        prop_assert_eq!(grammar::filter(&text), Ok(tree), "{}", text);
    }

    #[test]
    fn a_search_is_read_as_it_is_printed(search in search()) {
        let text = search.to_string();
        prop_assert_eq!(grammar::search(&text), Ok(search), "{}", text);
    }

    #[test]
    fn an_expansion_is_read_as_it_is_printed(path in proptest::collection::vec(name(), 1..3), options in proptest::collection::vec(nested(), 1..2)) {
        let options = options.into_iter().map(|kind| NestedOption { span: Span::default(), kind }).collect();
        let items = vec![ExpandItem { span: Span::default(), path, form: ExpandForm::Entities, options }];
        let text = items[0].to_string();
        prop_assert_eq!(grammar::expand(&text), Ok(items), "{}", text);
    }

    #[test]
    fn no_text_makes_a_parser_panic(text in "\\PC{0,60}") {
        let _ = (grammar::filter(&text), grammar::expand(&text), grammar::search(&text), grammar::select(&text));
        let _ = (grammar::orderby(&text), grammar::compute(&text), grammar::resource_path(&text), grammar::literal(&text));
    }

    #[test]
    fn no_text_that_looks_right_makes_a_parser_panic(text in "[a-c$@'()/,;:=.0-9 -]{0,40}") {
        let _ = (grammar::filter(&text), grammar::expand(&text), grammar::search(&text), grammar::select(&text));
    }
}

#[test]
fn operators_bind_as_the_standard_says() {
    for (text, printed) in [
        ("a and b or c", "(a and b) or c"),
        ("a or b and c", "a or (b and c)"),
        ("not a and b", "(not a) and b"),
        ("not a has X'b'", "not (a has X'b')"),
        ("a add b mul c eq d", "(a add (b mul c)) eq d"),
        ("a sub b sub c", "(a sub b) sub c"),
        ("a gt b eq true", "(a gt b) eq true"),
        ("nothing eq 1", "nothing eq 1"),
        ("-a add -1", "(-(a)) add -1"),
        ("a EQ 'O''Neil' AND b Lt -2.5e1", "(a eq 'O''Neil') and (b lt -2.5e1)"),
        ("a in (1,null) or b", "(a in (1,null)) or b"),
    ] {
        assert_eq!(grammar::filter(text).unwrap().to_string(), printed, "{text}");
    }
}

#[test]
fn budgets_hold_on_both_sides() {
    let nested = |levels: usize| format!("{}a{}", "(".repeat(levels), ")".repeat(levels));
    assert!(grammar::filter(&nested(grammar::MAX_DEPTH - 1)).is_ok());
    assert_eq!(grammar::filter(&nested(grammar::MAX_DEPTH)).unwrap_err().code.as_str(), "query_too_complex");
    assert_eq!(grammar::filter(&nested(2000)).unwrap_err().position, Some(grammar::MAX_DEPTH));

    let list = |items: usize| format!("a in ({})", vec!["1"; items].join(","));
    assert!(grammar::filter(&list(grammar::MAX_LIST)).is_ok());
    assert_eq!(grammar::filter(&list(grammar::MAX_LIST + 1)).unwrap_err().code.as_str(), "query_too_complex");

    // Each operand and each operator is a node.
    let sum = |operands: usize| vec!["a"; operands].join(" or ");
    assert!(grammar::filter(&sum(grammar::MAX_NODES / 2)).is_ok());
    assert_eq!(
        grammar::filter(&sum(grammar::MAX_NODES / 2 + 1)).unwrap_err().code.as_str(),
        "query_too_complex"
    );
}
