//! What statements look like. A model of the tests' own stands beside the product's, so nothing of Projects is wired in.

use odata::bind::Query;
use odata::edm::{EdmType, EntitySet, EntityType, Model, Multiplicity, Navigation, Property};
use odata::options::Options;
use odata::path;
use odata::request::{Kind, bind};
use sea_orm::sea_query::{IntoIden, PostgresQueryBuilder, SelectStatement, SqliteQueryBuilder, Values};

use super::*;
use crate::model::MODEL;
use crate::scopes::Area;
use crate::table::{Between, Shape};

static BOOK: EntityType = EntityType {
    name: "Book",
    key: "bookId",
    properties: &[
        Property::new("bookId", EdmType::Int32).required(),
        Property::new("title", EdmType::String).required(),
        Property::new("authorId", EdmType::Int32),
    ],
    navigation: &[
        navigation("author", "Authors", Multiplicity::ZeroOrOne, "books"),
        navigation("tags", "Tags", Multiplicity::Many, "books"),
    ],
};

static AUTHOR: EntityType = EntityType {
    name: "Author",
    key: "authorId",
    properties: &[
        Property::new("authorId", EdmType::Int32).required(),
        Property::new("born", EdmType::Int32),
    ],
    navigation: &[navigation("books", "Books", Multiplicity::Many, "author")],
};

static TAG: EntityType = EntityType {
    name: "Tag",
    key: "tagId",
    properties: &[Property::new("tagId", EdmType::Int32).required(), Property::new("word", EdmType::String)],
    navigation: &[navigation("books", "Books", Multiplicity::Many, "tags")],
};

static LIBRARY: Model = Model {
    namespace: "Library",
    container: "Container",
    enums: &[],
    sets: &[
        EntitySet { name: "Books", entity: &BOOK },
        EntitySet { name: "Authors", entity: &AUTHOR },
        EntitySet { name: "Tags", entity: &TAG },
    ],
    complex: &[],
    operations: &[],
};

const fn navigation(
    name: &'static str,
    target: &'static str,
    many: Multiplicity,
    partner: &'static str,
) -> Navigation {
    Navigation { name, target, many, partner: Some(partner), foreign_key: None }
}

fn library() -> Schema {
    let iden = |name: &'static str| name.into_iden();
    let tagged = |here, there| {
        Link::Through(Between {
            area: Area::Projects,
            shape: Shape::Any,
            table: iden("taggings"),
            account: iden("tenant"),
            here: iden(here),
            there: iden(there),
        })
    };
    let table = |set: &'static str, name: &'static str, columns: &[&'static str], links| {
        let set = LIBRARY.set(set).unwrap();
        let columns: Vec<_> = set.entity.properties.iter().zip(columns).map(|(p, c)| (p, iden(c))).collect();
        Table::of(set, Area::Projects, [iden(name), iden("tenant"), iden("rev")], columns, links)
    };
    Schema::new(vec![
        table(
            "Books",
            "book_rows",
            &["id", "title_text", "writer"],
            vec![("author", Link::Here(iden("writer"))), ("tags", tagged("book", "tag"))],
        ),
        table("Authors", "writers", &["id", "year"], vec![("books", Link::There(iden("writer")))]),
        table("Tags", "words", &["id", "word"], vec![("books", tagged("tag", "book"))]),
    ])
}

fn asked(model: &Model, path: &str, query: &str) -> (odata::path::Way, Query) {
    let options = Options::parse(query).unwrap();
    match bind(model, path::parse(model, path, options.aliases()).unwrap(), &options, 0).unwrap().kind {
        Kind::Collection(way, query) | Kind::Count(way, query) | Kind::Entity(way, query) => (way, query),
        other => panic!("{other:?}"),
    }
}

fn ground(schema: &Schema, dialect: Dialect) -> Ground<'_> {
    Ground { schema, tenant: Tenant { account: 7, owner: None }, dialect }
}

fn sqlite(statement: &SelectStatement) -> (String, Values) {
    statement.build(SqliteQueryBuilder)
}

#[test]
fn a_model_of_the_tests_own_is_asked_as_the_product_s() {
    let schema = library();
    let cases = [
        (
            "/Books",
            "$filter=author/born gt 1900 and tags/any(t:t/word eq 'sea')&$orderby=title desc&$select=title",
            concat!(
                r#"SELECT "v0"."rev" AS "version", "v0"."id" AS "key", "v0"."id" AS "p0", "v0"."title_text" AS "p1", "#,
                r#""v0"."title_text" AS "o0" FROM "book_rows" AS "v0" "#,
                r#"LEFT JOIN "writers" AS "v0_author" ON "v0_author"."id" = "v0"."writer" AND "v0_author"."tenant" = ? "#,
                r#"WHERE "v0"."tenant" = ? AND ("v0_author"."year" > ? AND EXISTS(SELECT ? FROM "words" AS "v1" "#,
                r#"INNER JOIN "taggings" AS "v1_link" ON "v1_link"."tag" = "v1"."id" AND "v1_link"."tenant" = ? "#,
                r#"WHERE "v1"."tenant" = ? AND "v1_link"."book" = "v0"."id" AND "v1"."word" = ?)) "#,
                r#"ORDER BY "v0"."title_text" DESC, "v0"."id" ASC LIMIT ?"#
            ),
        ),
        (
            "/Authors(3)/books",
            "$filter=not (authorId gt 5)",
            concat!(
                r#"SELECT "v0"."rev" AS "version", "v0"."id" AS "key", "v0"."id" AS "p0", "v0"."title_text" AS "p1", "#,
                r#""v0"."writer" AS "p2" FROM "book_rows" AS "v0" WHERE "v0"."tenant" = ? AND "v0"."writer" IN "#,
                r#"(SELECT "v0w"."id" FROM "writers" AS "v0w" WHERE "v0w"."tenant" = ? AND "v0w"."id" = ?) "#,
                r#"AND (NOT COALESCE("v0"."writer" > ?, ?)) ORDER BY "v0"."id" ASC LIMIT ?"#
            ),
        ),
    ];
    for (path, query, wanted) in cases {
        let (way, query) = asked(&LIBRARY, path, query);
        let (statement, _) = page(ground(&schema, Dialect::Sqlite), &query, Some(&way), None, 3).unwrap();
        let (sql, values) = sqlite(&statement);
        assert_eq!(sql, wanted, "{path}");
        assert_eq!(values.0.len(), sql.matches('?').count(), "{path}");
    }
}

#[test]
fn no_table_stands_in_a_statement_without_its_account() {
    let queries = [
        (
            "/Projects",
            "$filter=tasks/any(t:t/resources/all(r:r/tasks/$count gt 1)) and projectManager/kind eq 'Team'",
        ),
        ("/Projects", "$expand=tasks($filter=project/status eq 1;$orderby=resources/$count),projectManager"),
        (
            "/Projects(1)/tasks(2)/resources",
            "$filter=tasks/any(t:t/project/status eq 1)&$orderby=tasks/$count",
        ),
        ("/Tasks", "$expand=predecessors,successors,resources&$search=x"),
    ];
    for dialect in [Dialect::Sqlite, Dialect::Postgres] {
        for (path, query) in queries {
            let (way, query) = asked(&MODEL, path, query);
            let ground = ground(Schema::own(), dialect);
            let mut statements = vec![
                page(ground, &query, Some(&way), None, 3).unwrap().0,
                count(ground, &query, Some(&way)).unwrap(),
            ];
            for part in &query.expand {
                let parents = Parents { keys: &[1], limit: 3 };
                statements.push(expansion(ground, part, &parents).unwrap().0);
                statements.push(counts(ground, part, &parents).unwrap());
            }
            for statement in statements {
                let sql = statement.to_string(SqliteQueryBuilder);
                let tables = ["projects", "tasks", "resources", "buffers", "task_resources", "task_links"];
                let named: usize =
                    tables.iter().map(|table| sql.matches(&format!("\"{table}\" AS ")).count()).sum();
                assert_eq!(sql.matches("\"account_id\" = 7").count(), named, "{sql}");
                assert!(named > 0, "{sql}");
            }
        }
    }
}

#[test]
fn every_value_of_a_request_is_a_parameter() {
    let text = "x'; DROP TABLE projects; --";
    let query = format!(
        "$filter=contains(projectName,'{0}') or projectName in ('{0}') or substring('{0}',1) eq @p&@p='{0}'&$search=\"{0}\"",
        text.replace('\'', "''").replace(';', "%3B")
    );
    let (way, query) = asked(&MODEL, "/Projects", &query);
    for dialect in [Dialect::Sqlite, Dialect::Postgres] {
        let (statement, _) = page(ground(Schema::own(), dialect), &query, Some(&way), None, 3).unwrap();
        let (sql, values) = match dialect {
            Dialect::Sqlite => statement.build(SqliteQueryBuilder),
            Dialect::Postgres => statement.build(PostgresQueryBuilder),
        };
        assert!(!sql.contains("DROP") && !sql.contains('\''), "{sql}");
        assert!(values.0.len() > 8);
    }
}

#[test]
fn where_a_row_is_decided_nothing_is_said_about_null() {
    let condition = |filter: &str| {
        let (way, query) = asked(&MODEL, "/Projects", &format!("$filter={filter}"));
        let statement = count(ground(Schema::own(), Dialect::Sqlite), &query, Some(&way)).unwrap();
        let sql = statement.to_string(SqliteQueryBuilder);
        sql.split_once("\"account_id\" = 7 AND ").unwrap().1.to_owned()
    };
    for (filter, sql) in [
        ("riskQuotient gt 1", r#""v0"."risk_quotient" > 100"#),
        ("not (riskQuotient gt 1)", r#"NOT COALESCE("v0"."risk_quotient" > 100, FALSE)"#),
        ("not (status gt 1)", r#"NOT "v0"."status" > 1"#),
        ("riskQuotient ne 1", r#""v0"."risk_quotient" IS DISTINCT FROM 100"#),
        ("status ne 1", r#""v0"."status" <> 1"#),
    ] {
        let found = condition(filter);
        assert_eq!(found.trim_matches(['(', ')']), sql.trim_matches(['(', ')']), "{filter}");
    }
}
