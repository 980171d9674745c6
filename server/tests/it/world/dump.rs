//! Every column of every row, as text.

use sea_orm_migration::sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend, Statement};

/// Writes a whole database down, its lines in order: texts as they are, bytes in hexadecimal digits.
pub(super) async fn of(db: &DatabaseConnection) -> String {
    let tables = match db.get_database_backend() {
        DbBackend::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table'",
        _ => "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'",
    };
    let mut dump = Vec::new();
    for table in column(db, tables).await {
        let rows = match db.get_database_backend() {
            DbBackend::Sqlite => format!("SELECT {} FROM \"{table}\"", quoted_columns(db, &table).await),
            _ => format!("SELECT row_of::text FROM \"{table}\" AS row_of"),
        };
        for row in column(db, &rows).await {
            dump.push(format!("{table}: {row}\n"));
        }
    }
    // A database gives rows in the order that suits it.
    dump.sort();
    dump.concat()
}

/// An expression that is the whole row; SQLite's `quote` shows bytes as X'…'.
async fn quoted_columns(db: &DatabaseConnection, table: &str) -> String {
    let names = column(db, &format!("SELECT name FROM pragma_table_info('{table}')")).await;
    let quoted: Vec<String> = names.iter().map(|name| format!("quote(\"{name}\")")).collect();
    quoted.join(" || ' ' || ")
}

/// The only column of an answer.
async fn column(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(statement).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}
